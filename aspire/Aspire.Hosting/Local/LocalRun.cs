namespace Aspire.Hosting.Local;

/// <summary>A process that stands for a container, and what has to be cleaned up after it.</summary>
internal sealed record LocalRun(LocalProcessSpec Process, IAsyncDisposable? Cleanup = null)
{
    /// <summary>Sees each line that the process prints.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Gives the process to start next when this one has ended with that exit code; null when the run is over.</summary>
    public Func<int, LocalProcessSpec?> Continue { get; init; } = _ => null;
}
