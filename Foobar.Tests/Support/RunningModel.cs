using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using Chaos.Model;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Support;

/// <summary>The application host's model, running with real servers, real processes and fresh data.</summary>
internal sealed class RunningModel : IAsyncDisposable
{
    public static readonly string[] Members = ["mysql-1", "mysql-2", "mysql-3"];

    /// <summary>From nothing to healthy takes seconds; a fresh machine fetches a server first.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private static int s_number;

    private RunningModel(DistributedApplication app) => App = app;

    public DistributedApplication App { get; }

    /// <summary>Where visitors come in.</summary>
    public Uri SiteAddress => App.GetEndpoint(FoobarNames.Resources.Gateway, "https");

    /// <summary>
    /// Starts the model and returns when all of it is healthy and nothing moves any more. Without <paramref name="persistent"/>, data is gone at the end;
    /// with <paramref name="measured"/>, the services have figures for Prometheus.
    /// </summary>
    public static Task<RunningModel> StartAsync(bool persistent = false, bool measured = false) => StartAsync([$"--Data:Persistent={persistent}"], isWatched: false, builder =>
    {
        // Nobody receives it, and it is much of the work of services that have little else to do.
        foreach (var project in builder.Resources.OfType<ProjectResource>())
            builder.CreateResourceBuilder(project).WithEnvironment(measured ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "OTEL_SDK_DISABLED", measured ? "" : "true");
    });

    /// <summary>Starts the model with these settings, and with its dashboard when it is to be watched.</summary>
    public static async Task<RunningModel> StartAsync(string[] settings, bool isWatched, Action<IDistributedApplicationTestingBuilder> configure)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StartLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Foobar_AppHost>(
            settings, (options, _) => (options.DisableDashboard, options.AllowUnsecuredTransport) = (!isWatched, isWatched), deadline.Token);
        configure(builder);
        var log = Path.Combine(TestFolders.Logs, string.Create(CultureInfo.InvariantCulture, $"model-{Interlocked.Increment(ref s_number)}.log"));
        builder.Services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddFilter("Polly", LogLevel.Warning).AddProvider(new FileLoggerProvider(log)));
        var app = await builder.BuildAsync(deadline.Token);
        var model = new RunningModel(app);
        try
        {
            await app.StartAsync(deadline.Token);
            await model.WaitUntilHealthyAsync(deadline.Token);
            await MemberDatabase.WaitUntilArrangedAsync(model);
            return model;
        }
        catch
        {
            await model.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when every process and the cluster are healthy.</summary>
    public Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        string[] resources = [FoobarNames.Resources.MySql, .. Members, FoobarNames.Resources.Database, FoobarNames.Resources.Web1, FoobarNames.Resources.Web2, FoobarNames.Resources.Gateway];
        return Task.WhenAll(resources.Select(resource => App.ResourceNotifications.WaitForResourceHealthyAsync(resource, WaitBehavior.StopOnResourceUnavailable, cancellationToken)));
    }

    /// <summary>A visitor through the gateway: no redirects followed, cookies kept, the development certificate accepted.</summary>
    public HttpClient CreateVisitor() => CreateClient(SiteAddress);

    /// <summary>A visitor who wants a web to be asked each time, whatever the gateways have kept.</summary>
    public HttpClient CreateVisitorPastCaches()
    {
        var client = CreateVisitor();
        client.DefaultRequestHeaders.CacheControl = new CacheControlHeaderValue { NoCache = true };
        return client;
    }

    /// <summary>A visitor who keeps no cookies, as many clients of an API do.</summary>
    public HttpClient CreateForgetfulVisitor() => CreateClient(SiteAddress, keepsCookies: false);

    /// <summary>A client of one resource, past the gateway; it says what the gateway would say of the visitor's connection.</summary>
    public HttpClient CreateInsider(string resource)
    {
        var client = CreateClient(App.GetEndpoint(resource, "http"));
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", SiteAddress.Authority);
        return client;
    }

    /// <summary>The process behind a resource.</summary>
    public int GetProcessId(string resource)
    {
        Assert.True(App.ResourceNotifications.TryGetCurrentState(resource, out var state), $"'{resource}' has no state.");
        var id = Assert.Single(state.Snapshot.Properties, property => property.Name == "executable.pid").Value;
        return Convert.ToInt32(id, CultureInfo.InvariantCulture);
    }

    /// <summary>The ids of a resource's processes.</summary>
    public async Task<string[]> GetInstancesAsync(string resource)
    {
        var instances = new HashSet<string>();
        await foreach (var state in App.ResourceNotifications.WatchAsync(TestContext.Current.CancellationToken))
        {
            if (state.Resource.Name == resource && instances.Add(state.ResourceId) && instances.Count == state.Resource.GetReplicaCount())
                break;
        }
        return [.. instances];
    }

    /// <summary>Runs a command of a resource and fails with its message when it fails.</summary>
    public async Task CommandAsync(string resource, string command)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(resource, command, TestContext.Current.CancellationToken);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [SuppressMessage("Security", "CA5359", Justification = "Only the model's own gateway is asked, with its development certificate.")]
    private static HttpClient CreateClient(Uri address, bool keepsCookies = true) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = keepsCookies,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };
}
