using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a callback for links may read and change.</summary>
public class ResourceUrlsCallbackContext(DistributedApplicationExecutionContext executionContext, IResource resource,
    List<ResourceUrlAnnotation>? urls = null, CancellationToken cancellationToken = default)
{
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public ILogger Logger { get; set; } = NullLogger.Instance;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext ?? throw new ArgumentNullException(nameof(executionContext));

    public EndpointReference? GetEndpoint(string name) => Find(new EndpointReference(Owner, name));

    public EndpointReference? GetEndpoint(string name, NetworkIdentifier contextNetworkId) => Find(new EndpointReference(Owner, name, contextNetworkId));

    private IResourceWithEndpoints Owner => Resource as IResourceWithEndpoints
        ?? throw new InvalidOperationException($"The resource '{Resource.Name}' has no endpoints.");

    private static EndpointReference? Find(EndpointReference reference) => reference.Exists ? reference : null;
}
