using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Local;

/// <summary>Runs a container resource as a native process.</summary>
internal sealed class LocalRunnerAnnotation(Func<LocalRunContext, CancellationToken, Task<LocalRun>> prepare) : IResourceAnnotation
{
    public Func<LocalRunContext, CancellationToken, Task<LocalRun>> Prepare { get; } = prepare;
}
