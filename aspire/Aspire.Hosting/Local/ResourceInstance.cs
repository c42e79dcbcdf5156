using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Local;

/// <summary>One process of a resource: its id, ports and present run.</summary>
internal sealed class ResourceInstance(IResource resource, string id)
{
    private readonly Lock _guardsRun = new();

    public IResource Resource { get; } = resource;

    public string Id { get; } = id;

    /// <summary>The port that the process listens on, by template, for endpoints whose replicas have a port each.</summary>
    public Dictionary<string, int> TargetPorts { get; } = [];

    /// <summary>The proxies in front of the instance, with the port that each reaches it at.</summary>
    public List<(TcpEndpointProxy Proxy, int Port)> ProxiedPorts { get; } = [];

    public LocalProcess? Process { get; set; }

    /// <summary>Set while the instance waits for others; cancelling it starts the instance without them.</summary>
    public CancellationTokenSource? Waiting { get; set; }

    /// <summary>Cancelled to give up a start that has not come to a process yet; null when no start is under way.</summary>
    public CancellationTokenSource? Starting { get; set; }

    /// <summary>The run from start to the end of the process.</summary>
    public Task Run { get; private set; } = Task.CompletedTask;

    /// <summary>The run has nothing left to do but to tell of its end and to clean up; whoever wants to start again waits for that.</summary>
    public bool IsEnding { get; set; }

    /// <summary>The run is to end with its present process, whatever that ends with.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Begins a run; false if one is under way already.</summary>
    public bool TryBegin(Func<CancellationTokenSource, Task> run, CancellationToken stopping)
    {
        lock (_guardsRun)
        {
            if (!Run.IsCompleted)
                return false;
            // There before the run is, so that a stop always finds something to cancel.
            var starting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Starting = starting;
            IsEnding = false;
            IsStopping = false;
            Run = Task.Run(() => run(starting), CancellationToken.None);
            return true;
        }
    }
}
