using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Foobar.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Browser.Dashboard;

/// <summary>An application of processes that do nothing, with its dashboard: <c>shop</c> waits for <c>store</c>, which has the child <c>cleaner</c>, not started, with a command that asks for three things; more of them wait for <c>shop</c>.</summary>
internal sealed class SmallApplication : IAsyncDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;

    private SmallApplication(IDistributedApplicationTestingBuilder builder, DistributedApplication application, Uri dashboard) =>
        (_builder, _application, Dashboard) = (builder, application, dashboard);

    /// <summary>Where the dashboard is.</summary>
    public Uri Dashboard { get; }

    /// <summary>Where the dashboard receives telemetry over HTTP.</summary>
    public Uri Receiver => new(_builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]!);

    /// <summary>The receiver's key.</summary>
    public string Key => _builder.Configuration["AppHost:OtlpApiKey"]!;

    /// <summary>Where a browser logs in.</summary>
    public static string Login => $"/login?t={Token}";

    /// <summary>Starts it, and returns when the dashboard answers.</summary>
    public static async Task<SmallApplication> StartAsync(int more = 0)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dashboard = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var builder = DistributedApplicationTestingBuilder.Create([], (options, _) => (options.DisableDashboard, options.AllowUnsecuredTransport) = (false, true));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Configuration["DcpPublisher:DashboardPath"] =
            typeof(Projects.Foobar_AppHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "aspiredashboardpath").Value;
        builder.Configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] = Token;
        builder.Configuration["ASPNETCORE_URLS"] = dashboard.ToString();
        var store = builder.AddExecutable("store", "/bin/sleep", "/", "infinity");
        var shop = builder.AddExecutable("shop", "/bin/sleep", "/", "infinity").WaitFor(store);
        builder.AddExecutable("cleaner", "/bin/sleep", "/", "infinity").WithParentRelationship(store).WithExplicitStart().WithCommand("clean", "Clean", CleanAsync, new CommandOptions
        {
            Arguments =
            [
                new InteractionInput { Name = "room", Label = "Room", InputType = InputType.Text, Required = true, Value = "hall" },
                new InteractionInput { Name = "with", Label = "With", InputType = InputType.Choice, Options = [new("broom", "a broom"), new("mop", "a mop")] },
                new InteractionInput { Name = "twice", Label = "Twice", InputType = InputType.Boolean },
            ],
        });
        for (var number = 1; number <= more; number++)
            builder.AddExecutable($"helper-{number}", "/bin/sleep", "/", "infinity").WaitFor(shop);
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        var started = new SmallApplication(builder, application, dashboard);
        try
        {
            await application.StartAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient();
            await Eventually.BecomesTrueAsync(async cancellationToken => await AnswersAsync(client, new Uri(dashboard, "/login"), cancellationToken), "the dashboard to answer");
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async Task StopAsync(string resource)
    {
        var stopped = await _application.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand, TestContext.Current.CancellationToken);
        Assert.True(stopped.Success, stopped.Message);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
    }

    private static Task<ExecuteCommandResult> CleanAsync(ExecuteCommandContext context) =>
        Task.FromResult(CommandResults.Success($"Cleaned: {string.Join(", ", context.Arguments.Select(argument => $"{argument.Name} {argument.Value}"))}."));

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
