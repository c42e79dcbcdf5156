using System.Diagnostics;
using System.Globalization;
using Foobar.AppHost.MySqlCluster;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace SiteSpeed;

/// <summary>The whole model on ports and data of its own, seeded; both are gone at the end.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    /// <summary>A replica that fell behind in the seed gets its readers back within 10 s and the time of its lag, and each asks once more where it moves.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    private readonly DistributedApplication _app;
    private readonly string[] _members;

    private RunningSite(DistributedApplication app, string[] members)
    {
        _app = app;
        _members = members;
    }

    /// <summary>One of the webs, past the gateway.</summary>
    public Uri Web => _app.GetEndpoint(FoobarNames.Resources.Web1, "http");

    /// <summary>The other web.</summary>
    public Uri OtherWeb => _app.GetEndpoint(FoobarNames.Resources.Web2, "http");

    /// <summary>Where visitors come in.</summary>
    public Uri Gateway => _app.GetEndpoint(FoobarNames.Resources.Gateway, "https");

    /// <summary>How long the seed took, from its start to its end.</summary>
    public TimeSpan SeedDuration { get; private set; }

    /// <summary>How much later the last member had all of it.</summary>
    public TimeSpan CatchUpDuration { get; private set; }

    /// <summary>Starts it, the other web with these environment variables, and returns when it is healthy and seeded.</summary>
    public static async Task<RunningSite> StartAsync(IReadOnlyDictionary<string, string> ofOtherWeb, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Foobar_AppHost>(["--Data:Persistent=false"], cancellationToken);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var webs = builder.Resources.OfType<ProjectResource>().Where(project => project.Name is FoobarNames.Resources.Web1 or FoobarNames.Resources.Web2)
            .ToDictionary(web => web.Name, builder.CreateResourceBuilder);
        foreach (var web in webs.Values)
            web.WithEnvironment(context => TurnTelemetryOff(context.EnvironmentVariables));
        foreach (var (name, value) in ofOtherWeb)
            webs[FoobarNames.Resources.Web2].WithEnvironment(name, value);
        var members = builder.Resources.OfType<MySqlClusterResource>().Single().Members.Select(member => member.Name).ToArray();
        var site = new RunningSite(await builder.BuildAsync(cancellationToken), members);
        try
        {
            await site._app.StartAsync(cancellationToken);
            foreach (var resource in members.Append(FoobarNames.Resources.Database).Append(FoobarNames.Resources.Web1).Append(FoobarNames.Resources.Web2).Append(FoobarNames.Resources.Gateway))
                await site._app.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken).WaitAsync(StartLimit, cancellationToken);
            await site.SeedAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a connection of its own to each member, as <c>root</c>.</summary>
    public async Task<MySqlConnection[]> OpenMembersAsync(CancellationToken cancellationToken) => await Task.WhenAll(_members.Select(async member =>
    {
        var given = await _app.GetConnectionStringAsync(member, cancellationToken);
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(given!) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }));

    /// <summary>The e-mail address of the first seeded user.</summary>
    public async Task<string> FindUserAsync(CancellationToken cancellationToken)
    {
        await using var connection = (await OpenMembersAsync(cancellationToken))[0];
        await using var command = new MySqlCommand($"SELECT u.email FROM {FoobarNames.DatabaseName}.seed_users AS s JOIN {FoobarNames.DatabaseName}.users AS u ON u.id = s.user_id WHERE s.number = 0", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Nobody would receive it here.</summary>
    private static void TurnTelemetryOff(Dictionary<string, object> variables)
    {
        foreach (var telemetry in variables.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
            variables.Remove(telemetry);
        variables["OTEL_SDK_DISABLED"] = "true";
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var started = await _app.ResourceCommands.ExecuteCommandAsync(FoobarNames.Resources.Seed, KnownResourceCommands.StartCommand, cancellationToken);
        if (!started.Success)
            throw new InvalidOperationException($"The seed could not be started: {started.Message}");
        var ended = await _app.ResourceNotifications.WaitForResourceAsync(
            FoobarNames.Resources.Seed, current => KnownResourceStates.TerminalStates.Contains(current.Snapshot.State?.Text), cancellationToken).WaitAsync(StartLimit, cancellationToken);
        SeedDuration = Stopwatch.GetElapsedTime(began);
        if (ended.Snapshot.ExitCode != 0)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The seed ended with exit code {ended.Snapshot.ExitCode}."));
        await CatchUpAsync(cancellationToken);
        CatchUpDuration = Stopwatch.GetElapsedTime(began) - SeedDuration;
        await Task.Delay(WarmUp, cancellationToken);
    }

    /// <summary>Returns when every member has what any of them has: one that still carries out the seed would send readers of their own writes on to another.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var members = await OpenMembersAsync(cancellationToken);
        foreach (var ahead in members)
        {
            await using var asked = new MySqlCommand("SELECT @@global.gtid_executed", ahead);
            var position = (string)(await asked.ExecuteScalarAsync(cancellationToken))!;
            foreach (var member in members)
            {
                await using var wait = new MySqlCommand("SELECT WAIT_FOR_EXECUTED_GTID_SET(@position, @seconds)", member) { CommandTimeout = 0 };
                wait.Parameters.AddWithValue("@position", position);
                wait.Parameters.AddWithValue("@seconds", StartLimit.TotalSeconds);
                if (Convert.ToInt64(await wait.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) != 0)
                    throw new InvalidOperationException("A member did not catch up with the seed.");
            }
        }
        await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
    }
}
