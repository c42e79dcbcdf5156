namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint as one network sees it.</summary>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);
