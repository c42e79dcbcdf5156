namespace Foobar.Web.Api.Users;

/// <summary>What somebody gives to sign in.</summary>
internal sealed record LoginFields(string? Email, string? Password);
