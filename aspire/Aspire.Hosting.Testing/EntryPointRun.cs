using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>The <c>Main</c> of an application host on a thread of its own, held inside of its <c>Build()</c> until the test goes on.</summary>
internal sealed class EntryPointRun
{
    private readonly Hooks _hooks;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EntryPointRun(Hooks hooks) => _hooks = hooks;

    /// <summary>Completes when <c>Main</c> has returned, and fails when it has thrown.</summary>
    public Task Ended => _ended.Task;

    public static EntryPointRun Start(Type entryPoint, string[] args, TestingHooks defaults)
    {
        var main = entryPoint.Assembly.EntryPoint
            ?? throw new InvalidOperationException($"The assembly '{entryPoint.Assembly.GetName().Name}' of '{entryPoint.Name}' has no entry point, so it is no application host.");
        var run = new EntryPointRun(new Hooks(defaults));
        var thread = new Thread(() => run.Invoke(main, args)) { IsBackground = true, Name = $"Main of {entryPoint.Assembly.GetName().Name}" };
        thread.Start();
        return run;
    }

    /// <summary>The builder, once <c>Main</c> has called <c>Build()</c>.</summary>
    public Task<DistributedApplicationBuilder> GetBuilderAsync(CancellationToken cancellationToken) => FirstAsync(_hooks.Building.Task, cancellationToken);

    /// <summary>Lets <c>Main</c> go on and returns the application that it built.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _hooks.Continue.TrySetResult();
        return FirstAsync(_hooks.Built.Task, cancellationToken);
    }

    /// <summary>Ends <c>Main</c> if it is held in its <c>Build()</c> still.</summary>
    public void Abandon() => _hooks.Continue.TrySetException(new AbandonedException());

    private async Task<T> FirstAsync<T>(Task<T> wanted, CancellationToken cancellationToken)
    {
        await Task.WhenAny(wanted, Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (wanted.IsCompleted)
            return await wanted.ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
        throw new InvalidOperationException("The Main of the application host has ended without building an application.");
    }

    private void Invoke(MethodInfo main, string[] args)
    {
        // Flows into whatever Main does, and nowhere else.
        BuilderHooks.Current = _hooks;
        try
        {
            object?[] arguments = main.GetParameters().Length == 0 ? [] : [args];
            // A method that returns a task is awaited by the compiler's own entry point, so there is nothing to wait for here.
            main.Invoke(obj: null, arguments);
            _ended.TrySetResult();
        }
        catch (TargetInvocationException exception) when (Unwrap(exception) is AbandonedException)
        {
            _ended.TrySetResult();
        }
        catch (TargetInvocationException exception)
        {
            _ended.TrySetException(Unwrap(exception));
        }
    }

    private static Exception Unwrap(Exception exception)
    {
        while (exception is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    /// <summary>The test disposed the builder without building.</summary>
    private sealed class AbandonedException : Exception;

    private sealed class Hooks(TestingHooks defaults) : BuilderHooks
    {
        public TaskCompletionSource<DistributedApplicationBuilder> Building { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Continue { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<DistributedApplication> Built { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void OnCreating(DistributedApplicationOptions applicationOptions, Microsoft.Extensions.Hosting.HostApplicationBuilderSettings hostOptions) =>
            defaults.OnCreating(applicationOptions, hostOptions);

        public override void OnCreated(DistributedApplicationBuilder applicationBuilder) => defaults.OnCreated(applicationBuilder);

        public override void OnBuilding(DistributedApplicationBuilder applicationBuilder)
        {
            Building.TrySetResult(applicationBuilder);
            Continue.Task.GetAwaiter().GetResult();
        }

        public override void OnBuilt(DistributedApplication application) => Built.TrySetResult(application);
    }
}
