using System.Globalization;
using Foobar.ServiceDefaults;
using MySqlConnector;

namespace SiteSpeed;

/// <summary>Counts what the webs ask the members for one request, by the members' own logs: one line for each message, however many statements are in it.</summary>
/// <remarks>Probes are left out by their text, and so is what the driver sends to reset a session that leaves the pool.</remarks>
internal sealed class RoundTripCounter : IAsyncDisposable
{
    private const int Requests = 20;

    private const string Count =
        $"""
        SELECT COUNT(*) FROM mysql.general_log
        WHERE user_host LIKE '{FoobarNames.MySqlUsers.Web}[%' AND command_type IN ('Query', 'Execute')
              AND argument NOT LIKE '%@@global.super_read_only%' AND argument NOT LIKE 'SET NAMES%'
        """;

    private readonly MySqlConnection[] _members;

    private RoundTripCounter(MySqlConnection[] members) => _members = members;

    public static async Task<RoundTripCounter> OpenAsync(RunningSite site, CancellationToken cancellationToken)
    {
        var counter = new RoundTripCounter(await site.OpenMembersAsync(cancellationToken));
        // Raw: as it came, before the statements in it are told apart.
        await counter.ExecuteAsync("SET GLOBAL log_output = 'TABLE', GLOBAL log_raw = ON, GLOBAL general_log = ON", cancellationToken);
        return counter;
    }

    /// <summary>The mean over some requests, after one that fills caches.</summary>
    public async Task<double> CountAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        (await ask()).Dispose();
        var before = await SumAsync(cancellationToken);
        for (var i = 0; i < Requests; i++)
            (await ask()).Dispose();
        return (double)(await SumAsync(cancellationToken) - before) / Requests;
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("SET GLOBAL general_log = OFF", CancellationToken.None);
        foreach (var member in _members)
            await member.DisposeAsync();
    }

    private async Task<long> SumAsync(CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var member in _members)
        {
            await using var command = new MySqlCommand(Count, member);
            sum += Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }
        return sum;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        foreach (var member in _members)
        {
            await using var command = new MySqlCommand(sql, member);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
