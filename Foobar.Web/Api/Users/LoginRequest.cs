namespace Foobar.Web.Api.Users;

/// <summary>The body of a sign-in.</summary>
internal sealed record LoginRequest(LoginFields? User);
