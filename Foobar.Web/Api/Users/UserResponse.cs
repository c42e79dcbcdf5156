namespace Foobar.Web.Api.Users;

/// <summary>The answer with the own account.</summary>
internal sealed record UserResponse(UserBody User);
