namespace Aspire.MySqlConnector;

/// <summary>How a MySQL data source is registered.</summary>
public sealed class MySqlConnectorSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    public bool DisableMetrics { get; set; }
}
