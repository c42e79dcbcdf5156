using System.Globalization;
using Chaos.Load;
using Chaos.Record;
using Dapper;

namespace Chaos.Model;

/// <summary>Reads from every member what is stored at the end of a run.</summary>
internal static class StoredTruth
{
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(60);

    /// <summary>One truth for each member; replicas first catch up with the primary.</summary>
    public static async Task<IReadOnlyList<Truth>> ReadAsync(SiteUnderTest site, RunNames names, Registers registers, CancellationToken cancellationToken)
    {
        var (primary, replicas) = await site.WaitForRolesAsync(cancellationToken);
        string executed;
        await using (var connection = await site.OpenAsync(primary.Name, cancellationToken))
            executed = (await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT @@global.gtid_executed", cancellationToken: cancellationToken)))!;
        var truths = new List<Truth>();
        foreach (var member in replicas.Prepend(primary))
            truths.Add(await ReadMemberAsync(site, member.Name, executed, names, registers, cancellationToken));
        return truths;
    }

    private static async Task<Truth> ReadMemberAsync(SiteUnderTest site, string member, string executed, RunNames names, Registers registers, CancellationToken cancellationToken)
    {
        await using var connection = await site.OpenAsync(member, cancellationToken, timeoutSeconds: (uint)CatchUpWithin.TotalSeconds * 2);
        var late = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT WAIT_FOR_EXECUTED_GTID_SET(@executed, @seconds)", new { executed, seconds = CatchUpWithin.TotalSeconds }, cancellationToken: cancellationToken));
        if (late)
            throw new TimeoutException($"{member} did not catch up with the primary within {CatchUpWithin.TotalSeconds:0} s.");
        var articles = await connection.QueryAsync<(string Title, string Slug, string Body)>(new CommandDefinition(
            $"SELECT title, slug, body FROM {Foobar.ServiceDefaults.FoobarNames.DatabaseName}.articles WHERE title LIKE CONCAT(@prefix, '%')",
            new { prefix = names.TitlePrefix }, cancellationToken: cancellationToken));
        var rows = articles.Select(article => (Id: names.Parse(article.Title), article.Slug, article.Body)).ToArray();
        return new Truth(
            member,
            rows.GroupBy(row => row.Id).ToDictionary(group => group.Key, group => group.Count()),
            rows.Where(row => registers.Find(row.Id.Client) == row.Slug).ToDictionary(row => row.Id.Client, row => int.Parse(row.Body, CultureInfo.InvariantCulture)));
    }
}
