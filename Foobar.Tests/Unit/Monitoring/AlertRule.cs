namespace Foobar.Tests.Unit.Monitoring;

/// <summary>A rule of a rules file: it records a series or raises an alert.</summary>
internal sealed class AlertRule
{
    public string Record { get; init; } = "";

    public string Alert { get; init; } = "";

    public string Expr { get; init; } = "";

    public Dictionary<string, string> Labels { get; init; } = [];

    public Dictionary<string, string> Annotations { get; init; } = [];
}
