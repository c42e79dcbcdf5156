using System.Text.Json.Serialization;
using Aspire.Dashboard.Client;
using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Timeline;

/// <summary>How an instance of a resource was from a moment on.</summary>
internal sealed record ResourceMoment
{
    /// <summary>As ticks in UTC.</summary>
    public required long Time { get; init; }

    /// <summary>The id of the instance.</summary>
    public required string Id { get; init; }

    /// <summary>The resource's name in the model.</summary>
    public required string Name { get; init; }

    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public string? Health { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>A later one than before is a restart.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>What is shown beside the state, such as the role of a database server.</summary>
    public string Highlights { get; init; } = "";

    /// <summary>What the first health check says that is not passed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The application host has ended: nothing is known from here on.</summary>
    public bool IsEnd { get; init; }

    /// <summary>What the application host tells of an instance now.</summary>
    public static ResourceMoment Of(ResourceView resource, long time) => new()
    {
        Time = time,
        Id = resource.Id,
        Name = resource.Name,
        State = resource.State,
        StateStyle = resource.StateStyle,
        Health = resource.Health,
        ExitCode = resource.ExitCode,
        StartedAt = resource.StartedAt,
        Highlights = string.Join(", ", ResourceHighlights.Of(resource).Select(property => property.Value)),
        Reason = resource.Health is null or "Healthy" ? "" : resource.HealthReports.FirstOrDefault(report => report.Status is not (null or "Healthy"))?.Description ?? "",
    };

    /// <summary>Nothing has happened between them. The reason does not count: it may be worded anew with each check.</summary>
    public bool IsAs(ResourceMoment other) => this with { Time = other.Time, Reason = other.Reason } == other;

    /// <summary>What is needed to show the state as everywhere else.</summary>
    public ResourceView ToView() => new() { Id = Id, Name = Name, Type = "", State = State, StateStyle = StateStyle, Health = Health, ExitCode = ExitCode };
}

[JsonSerializable(typeof(ResourceMoment))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class ResourceMomentJson : JsonSerializerContext;
