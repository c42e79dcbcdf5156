using Foobar.Web.Identity;

namespace Foobar.Web.Api.Users;

/// <summary>The body of a sign-up.</summary>
internal sealed record NewUserRequest(NewAccount? User);
