using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>What a container would be started with.</summary>
internal sealed record LocalRunContext(
    ContainerResource Resource,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<ContainerMountAnnotation> Mounts,
    IServiceProvider Services,
    ILogger Logger);
