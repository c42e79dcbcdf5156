namespace Aspire.Dashboard.Protocol;

/// <summary>All that the dashboard is told of one instance of a resource.</summary>
internal sealed record ResourceView
{
    /// <summary>The id of the instance, as commands and console logs want it.</summary>
    public required string Id { get; init; }

    /// <summary>The resource's name in the model, shared by its replicas.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    public string? State { get; init; }

    /// <summary>success, error, info, warning or nothing.</summary>
    public string? StateStyle { get; init; }

    /// <summary>Healthy, Degraded, Unhealthy; null while not running.</summary>
    public string? Health { get; init; }

    public int? ExitCode { get; init; }

    public DateTime? CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? StoppedAt { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>How many instances the resource has.</summary>
    public int Replicas { get; init; } = 1;

    public string? Source { get; init; }

    public string? Description { get; init; }

    /// <summary>The names of the resources that it waits for now.</summary>
    public string? WaitingFor { get; init; }

    public IReadOnlyList<ValueView> Properties { get; init; } = [];

    public IReadOnlyList<ValueView> Environment { get; init; } = [];

    public IReadOnlyList<UrlView> Urls { get; init; } = [];

    public IReadOnlyList<VolumeView> Volumes { get; init; } = [];

    public IReadOnlyList<HealthReportView> HealthReports { get; init; } = [];

    public IReadOnlyList<RelationshipView> Relationships { get; init; } = [];

    public IReadOnlyList<CommandView> Commands { get; init; } = [];
}
