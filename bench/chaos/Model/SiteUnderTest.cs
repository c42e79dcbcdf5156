using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using Dapper;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Chaos.Model;

/// <summary>The running model, as one who breaks it and looks after the damage sees it.</summary>
internal sealed class SiteUnderTest(DistributedApplication app)
{
    /// <summary>The members of the cluster.</summary>
    public static readonly string[] Members = ["mysql-1", "mysql-2", "mysql-3"];

    /// <summary>The webs.</summary>
    public static readonly string[] Webs = [FoobarNames.Resources.Web1, FoobarNames.Resources.Web2];

    private const int ConnectionsInARow = 4;
    private const int RequestsPerConnection = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Where visitors come in.</summary>
    public Uri Address => app.GetEndpoint(FoobarNames.Resources.Gateway, "https");

    /// <summary>What the model says of its resources.</summary>
    public ResourceNotificationService Notifications => app.ResourceNotifications;

    /// <summary>The process behind a resource; null while it has none.</summary>
    public int? FindProcess(string resource) =>
        GetProperty(resource, "executable.pid") is { } id ? Convert.ToInt32(id, CultureInfo.InvariantCulture) : null;

    /// <summary>The folder with a member's data.</summary>
    public string GetDataFolder(string member)
    {
        const string argument = "--datadir=";
        var arguments = (IEnumerable<string>)(GetProperty(member, "executable.args") ?? throw new InvalidOperationException($"'{member}' has no arguments."));
        return arguments.Single(text => text.StartsWith(argument, StringComparison.Ordinal))[argument.Length..];
    }

    /// <summary>Kills the process of a resource, if it has one, and returns when the model has seen its end.</summary>
    public async Task KillAsync(string resource, CancellationToken cancellationToken)
    {
        if (FindProcess(resource) is { } process)
            ProcessSignals.SendKill(process);
        await WatchUntilAsync(current => current.ResourceId == resource || current.Resource.Name == resource, current => KnownResourceStates.TerminalStates.Contains(current.Snapshot.State?.Text), cancellationToken);
    }

    /// <summary>Starts a resource, or an instance of one, whose process has ended.</summary>
    public Task StartAsync(string resource, CancellationToken cancellationToken) => CommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);

    /// <summary>Runs a command of a resource, or of an instance of one, and returns what it says.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public async Task<string> CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, command, cancellationToken);
        return result.Success ? result.Message ?? command : throw new InvalidOperationException($"'{command}' of '{resource}' failed: {result.Message}");
    }

    /// <summary>The instances of the gateway.</summary>
    public async Task<IReadOnlyList<string>> FindGatewaysAsync(CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await WatchUntilAsync(current => current.Resource.Name == FoobarNames.Resources.Gateway, current => found.Add(current.ResourceId) && found.Count == current.Resource.GetReplicaCount(), cancellationToken);
        return [.. found];
    }

    /// <summary>Opens a connection of its own to a member as <c>root</c>; it is gone once it is disposed.</summary>
    public async Task<MySqlConnection> OpenAsync(string member, CancellationToken cancellationToken, uint timeoutSeconds = 5)
    {
        var given = await app.GetConnectionStringAsync(member, cancellationToken);
        var own = new MySqlConnectionStringBuilder(given!) { Pooling = false, ConnectionTimeout = timeoutSeconds, DefaultCommandTimeout = timeoutSeconds };
        var connection = new MySqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a member says of itself; null when it does not answer.</summary>
    public async Task<MemberState?> ObserveAsync(string member, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(member, cancellationToken);
            var (uuid, isWritable, state, online) = await connection.QuerySingleAsync<(string, bool, string, int)>(new CommandDefinition(
                """
                SELECT @@server_uuid, NOT @@global.super_read_only,
                    (SELECT COALESCE(MAX(MEMBER_STATE), 'OFFLINE') FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@server_uuid),
                    (SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE')
                """,
                cancellationToken: cancellationToken));
            return new MemberState(member, uuid, isWritable, state, online);
        }
        catch (Exception exception) when (exception is MySqlException or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>The primary and the replicas, once there is exactly one member that takes writes and all are online.</summary>
    public async Task<(MemberState Primary, MemberState[] Replicas)> WaitForRolesAsync(CancellationToken cancellationToken)
    {
        MemberState?[] seen = [];
        try
        {
            while (true)
            {
                seen = await Task.WhenAll(Members.Select(member => ObserveAsync(member, cancellationToken)));
                if (seen.All(member => member is { State: "ONLINE", OnlineMembers: 3 }) && seen.Count(member => member!.IsWritable) == 1)
                    return (seen.Single(member => member!.IsWritable)!, [.. seen.Where(member => !member!.IsWritable)!]);
                await Task.Delay(Poll, cancellationToken);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The cluster did not become whole. Last seen: {string.Join("; ", Members.Zip(seen, (name, member) => member?.ToString() ?? $"{name} does not answer"))}", exception);
        }
    }

    /// <summary>Returns when every process runs and is healthy, and the cluster has one primary and two replicas.</summary>
    public async Task WaitUntilWholeAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        await WaitForRolesAsync(deadline.Token);
        string[] resources = [FoobarNames.Resources.MySql, .. Members, FoobarNames.Resources.Database, .. Webs, FoobarNames.Resources.Gateway];
        foreach (var resource in resources)
        {
            try
            {
                await Notifications.WaitForResourceHealthyAsync(resource, WaitBehavior.WaitOnResourceUnavailable, deadline.Token);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"'{resource}' did not become healthy within {within.TotalSeconds:0} s.", exception);
            }
        }
        foreach (var gateway in await FindGatewaysAsync(deadline.Token))
            await WatchUntilAsync(current => current.ResourceId == gateway, current => current.Snapshot.HealthStatus == HealthStatus.Healthy, deadline.Token);
        await WaitUntilBalancedAsync(deadline.Token);
    }

    /// <summary>Returns when several connections in a row, of which each gateway gets some, were answered by every web: a gateway may still leave out a web that is back.</summary>
    private async Task WaitUntilBalancedAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var inARow = 0; inARow < ConnectionsInARow;)
            {
                if (await IsAnsweredByEveryWebAsync(cancellationToken))
                {
                    inARow++;
                    continue;
                }
                inARow = 0;
                await Task.Delay(Poll, cancellationToken);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The gateways did not send requests to each of {string.Join(", ", Webs)}.", exception);
        }
    }

    /// <summary>Whether requests on one connection, and so through one gateway, reach every web.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Only the model's own gateway is asked, with its development certificate.")]
    private async Task<bool> IsAnsweredByEveryWebAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var http = new HttpClient(handler) { BaseAddress = Address };
        http.DefaultRequestHeaders.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var missing = Webs.ToHashSet();
        for (var request = 0; request < RequestsPerConnection && missing.Count > 0; request++)
        {
            try
            {
                using var response = await http.GetAsync(new Uri("robots.txt", UriKind.Relative), cancellationToken);
                if (response.Headers.TryGetValues(FoobarNames.Headers.ServedBy, out var servedBy))
                    missing.ExceptWith(servedBy);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
        return missing.Count == 0;
    }

    private async Task WatchUntilAsync(Func<ResourceEvent, bool> which, Func<ResourceEvent, bool> condition, CancellationToken cancellationToken)
    {
        await foreach (var current in Notifications.WatchAsync(cancellationToken))
        {
            if (which(current) && condition(current))
                return;
        }
    }

    private object? GetProperty(string resource, string name) =>
        Notifications.TryGetCurrentState(resource, out var state) ? state.Snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value : null;
}
