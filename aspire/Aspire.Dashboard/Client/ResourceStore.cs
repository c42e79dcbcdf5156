using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Client;

/// <summary>What is known of all resources now.</summary>
internal sealed class ResourceStore
{
    private volatile ResourceSnapshot _current = ResourceSnapshot.Empty;

    /// <summary>Raised after every change, on any thread.</summary>
    public event Action? Changed;

    public ResourceSnapshot Current => _current;

    /// <summary>Adds and replaces instances. Only the follower calls it, so no change can be lost.</summary>
    public void Update(IEnumerable<ResourceView> changed)
    {
        var resources = _current.Resources.SetItems(changed.Select(view => KeyValuePair.Create(view.Id, view)));
        Set(new ResourceSnapshot(resources, IsConnected: true));
    }

    /// <summary>The application host does not answer now; what was known stays.</summary>
    public void Disconnect()
    {
        if (_current.IsConnected)
            Set(_current with { IsConnected = false });
    }

    private void Set(ResourceSnapshot snapshot)
    {
        _current = snapshot;
        Changed?.Invoke();
    }
}
