namespace Aspire.Dashboard.Telemetry;

/// <summary>An instance of a service that has sent telemetry.</summary>
/// <param name="Name">The name of the service.</param>
/// <param name="InstanceId">What tells its instances apart; empty if it has not said so.</param>
/// <param name="Attributes">What else it says of itself.</param>
internal sealed record TelemetryResource(string Name, string InstanceId, TelemetryAttribute[] Attributes)
{
    public const string UnknownName = "unknown_service";

    /// <summary>The name with the instance, which is the id of a resource of the model.</summary>
    public string Id { get; } = InstanceId.Length == 0 ? Name : $"{Name}-{InstanceId}";

    /// <summary>Whether this is the resource of that name, or the instance of that id.</summary>
    public bool Is(string? nameOrId) => string.IsNullOrEmpty(nameOrId)
        || Name.Equals(nameOrId, StringComparison.OrdinalIgnoreCase) || Id.Equals(nameOrId, StringComparison.OrdinalIgnoreCase);
}
