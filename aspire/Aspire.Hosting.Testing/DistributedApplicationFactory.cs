using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Starts an application host for tests that derive from it or use it directly.</summary>
public class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private readonly Type _entryPoint;
    private readonly string[] _args;
    private EntryPointTestingBuilder? _builder;
    private DistributedApplication? _application;

    public DistributedApplicationFactory(Type entryPoint) : this(entryPoint, [])
    {
    }

    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        _entryPoint = entryPoint;
        _args = args;
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var run = EntryPointRun.Start(_entryPoint, _args, new FactoryHooks(this));
        var inner = await run.GetBuilderAsync(cancellationToken).ConfigureAwait(false);
        _builder = new EntryPointTestingBuilder(run, inner);
        OnBuilding(inner);
        _application = await _builder.BuildAsync(cancellationToken).ConfigureAwait(false);
        OnBuilt(_application);
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) => Started.CreateHttpClient(resourceName, endpointName);

    public ValueTask<string?> GetConnectionString(string resourceName) => Started.GetConnectionStringAsync(resourceName);

    public Uri GetEndpoint(string resourceName, string? endpointName = null) => Started.GetEndpoint(resourceName, endpointName);

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_builder is { } builder)
            await builder.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    private DistributedApplication Started => _application ?? throw new InvalidOperationException("The application has not been started. Call StartAsync first.");

    private sealed class FactoryHooks(DistributedApplicationFactory factory) : TestingHooks(factory._entryPoint.Assembly)
    {
        public override void OnCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
        {
            base.OnCreating(applicationOptions, hostOptions);
            factory.OnBuilderCreating(applicationOptions, hostOptions);
        }

        public override void OnCreated(DistributedApplicationBuilder applicationBuilder)
        {
            base.OnCreated(applicationBuilder);
            factory.OnBuilderCreated(applicationBuilder);
        }
    }
}
