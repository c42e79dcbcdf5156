using Chaos.Model;
using Chaos.Record;
using Dapper;
using MySqlConnector;

namespace Chaos.Faults;

/// <summary>The primary hangs until the others have replaced it, and goes on; from then on it must refuse writes.</summary>
internal sealed class HangPrimary : IFault
{
    /// <summary>A table of its own: a write that is wrongly accepted must not touch the site's data.</summary>
    private const string CreateTable =
        """
        CREATE DATABASE IF NOT EXISTS chaos;
        CREATE TABLE IF NOT EXISTS chaos.fence (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY);
        """;

    private MemberState? _hung;

    public string Name => "hang-primary";

    public FaultImpact Impact => FaultImpact.Waits;

    // The detector needs 5 s; a hang that is shorter than that replaces nobody.
    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(10 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        (_hung, _) = await context.Site.WaitForRolesAsync(cancellationToken);
        await using (var connection = await context.Site.OpenAsync(_hung.Name, cancellationToken))
            await connection.ExecuteAsync(new CommandDefinition(CreateTable, cancellationToken: cancellationToken));
        ProcessSignals.SendStop(context.Site.FindProcess(_hung.Name)!.Value);
        return $"stopped {_hung.Name} with SIGSTOP";
    }

    public async Task HealAsync(FaultContext context, CancellationToken cancellationToken)
    {
        ProcessSignals.SendContinue(context.Site.FindProcess(_hung!.Name)!.Value);
        // As a client would that knows nothing of the change and asks at the first moment.
        var refused = await TryWriteAsync(context.Site, cancellationToken);
        if (!refused)
            context.Violations.Add($"{_hung.Name} accepted a write after it had been replaced");
    }

    /// <summary>Whether the member refused, or could not be reached, or lost the connection.</summary>
    private async Task<bool> TryWriteAsync(SiteUnderTest site, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await site.OpenAsync(_hung!.Name, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("INSERT INTO chaos.fence () VALUES ()", cancellationToken: cancellationToken));
            return false;
        }
        catch (Exception exception) when (exception is MySqlException or TimeoutException or IOException)
        {
            return true;
        }
    }
}
