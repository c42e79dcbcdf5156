namespace Foobar.Web.Identity;

/// <summary>What somebody gives to sign up.</summary>
internal sealed record NewAccount(string? Username, string? Email, string? Password);
