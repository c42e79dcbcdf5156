using Foobar.Web.Identity;

namespace Foobar.Web.Api.Users;

/// <summary>The body of a change of the own account.</summary>
internal sealed record UpdateUserRequest(AccountChanges? User);
