namespace Aspire.Hosting.Local;

/// <summary>A process that stands for a container, and what has to be cleaned up after it.</summary>
internal sealed record LocalRun(LocalProcessSpec Process, IAsyncDisposable? Cleanup = null)
{
    /// <summary>Sees each line that the process prints.</summary>
    public Action<string>? OnOutput { get; init; }
}
