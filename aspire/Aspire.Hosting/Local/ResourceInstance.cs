using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Local;

/// <summary>One process of a resource: its id, ports and present run.</summary>
internal sealed class ResourceInstance(IResource resource, string id)
{
    public IResource Resource { get; } = resource;

    public string Id { get; } = id;

    /// <summary>The port that the process listens on, by template, for endpoints whose replicas have a port each.</summary>
    public Dictionary<string, int> TargetPorts { get; } = [];

    /// <summary>The proxies in front of the instance, with the port that each reaches it at.</summary>
    public List<(TcpEndpointProxy Proxy, int Port)> ProxiedPorts { get; } = [];

    /// <summary>One run at a time.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public LocalProcess? Process { get; set; }

    /// <summary>Set while the instance waits for others; cancelling it starts the instance without them.</summary>
    public CancellationTokenSource? Waiting { get; set; }

    /// <summary>Cancelled to give up a start that has not come to a process yet.</summary>
    public CancellationTokenSource? Starting { get; set; }

    /// <summary>The run from start to the end of the process.</summary>
    public Task Run { get; set; } = Task.CompletedTask;
}
