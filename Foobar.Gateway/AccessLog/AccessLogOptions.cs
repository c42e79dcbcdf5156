namespace Foobar.Gateway.AccessLog;

/// <summary>Where a line about each request goes; configuration section <c>AccessLog</c>.</summary>
internal sealed class AccessLogOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "AccessLog";

    /// <summary><c>-</c> for the standard output, or the path of a file that lines are added to; default none: no lines.</summary>
    public string Path { get; set; } = "";
}
