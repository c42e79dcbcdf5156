namespace Aspire.Dashboard.Access;

/// <summary>Who may see the pages.</summary>
internal sealed class FrontendOptions
{
    public const string Section = "Dashboard:Frontend";

    /// <summary>BrowserToken (the default) or Unsecured.</summary>
    public string AuthMode { get; set; } = "BrowserToken";

    /// <summary>What a browser logs in with.</summary>
    public string? BrowserToken { get; set; }

    /// <summary>The address that users know.</summary>
    public string? PublicUrl { get; set; }

    public bool IsUnsecured => string.Equals(AuthMode, "Unsecured", StringComparison.OrdinalIgnoreCase);
}
