namespace Aspire.Dashboard.Protocol;

/// <summary>A mount of a container.</summary>
internal sealed record VolumeView(string? Source, string Target, string MountType, bool IsReadOnly);
