using Foobar.Database.Cluster;
using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Foobar.Database.Seed;

/// <summary>Fills the site with people who never were and what they wrote, for development and measurements.</summary>
/// <remarks>
/// Users come in one transaction, then articles some at a time with all that belongs to them. Each transaction notes how far the seed is: a run that was
/// interrupted is gone on with, and one that is complete changes nothing. What others have is left as it is; where a name or an address is taken, the
/// seed takes another one.
/// </remarks>
internal sealed partial class Seeder(Observer observer, DatabaseOptions options, TimeProvider time, ILogger<Seeder> logger)
{
    // Some 200 kB: members send one another a transaction as one message.
    private const int ArticlesPerTransaction = 25;

    private const int ProgressSteps = 10;

    /// <summary>Seeds the site with so much, or goes on with it.</summary>
    /// <exception cref="SeedException">There is no primary, the site is seeded with another size, or the server refused something.</exception>
    public async Task<SeedReport> SeedAsync(SeedSize size, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            var state = await BeginAsync(connection, size, cancellationToken);
            var plan = new SeedPlan(state.Size, state.EndsAt);
            for (var done = state.ArticlesDone; done < size.Articles;)
                done = await AddArticlesAsync(connection, plan, size, cancellationToken);
            return new SeedReport(size, state.ArticlesDone, await SeedSql.FindFirstEmailAsync(connection, cancellationToken), time.GetElapsedTime(begun));
        }
        catch (MySqlException exception)
        {
            throw new SeedException($"The site could not be seeded: {exception.Message} What is there is whole; run it again to go on.", exception);
        }
    }

    /// <summary>Adds the next articles in one transaction; returns how many there are.</summary>
    private async Task<int> AddArticlesAsync(MySqlConnection connection, SeedPlan plan, SeedSize size, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var done = await SeedSql.LockArticlesDoneAsync(connection, transaction, cancellationToken);
        var next = Math.Min(done + ArticlesPerTransaction, size.Articles);
        var written = Enumerable.Range(done, next - done).Select(plan.WriteArticle).ToArray();
        var articles = written;
        for (var attempt = 2; (await SeedSql.FindTakenAsync(connection, transaction, articles, cancellationToken)).ToHashSet() is { Count: > 0 } taken; attempt++)
            articles = [.. articles.Select(article => taken.Contains(article.Number) ? written[article.Number - done].Renamed(attempt) : article)];
        await SeedSql.InsertAsync(connection, transaction, articles, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (next * ProgressSteps / size.Articles > done * ProgressSteps / size.Articles)
            LogProgress(next, size.Articles);
        return next;
    }

    /// <summary>Finds how far the site is seeded; where it is not, adds the users first.</summary>
    private async Task<SeedState> BeginAsync(MySqlConnection connection, SeedSize size, CancellationToken cancellationToken)
    {
        await SeedSql.CreateTablesAsync(connection, cancellationToken);
        if (await SeedSql.FindStateAsync(connection, cancellationToken) is null)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            // The day's begin, so that two runs of a day make the same.
            var end = time.GetUtcNow().UtcDateTime.Date;
            if (await SeedSql.BeginAsync(connection, transaction, size, end, cancellationToken))
                await AddUsersAsync(connection, transaction, new SeedPlan(size, end), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        var state = await SeedSql.FindStateAsync(connection, cancellationToken) ?? throw new SeedException("The seed was deleted while it ran.");
        return state.Size == size ? state : throw new SeedException($"The site is seeded with {state.Size}, and cannot be with {size} as well.");
    }

    private async Task AddUsersAsync(MySqlConnection connection, MySqlTransaction transaction, SeedPlan plan, CancellationToken cancellationToken)
    {
        var users = plan.Users;
        for (var attempt = 2; (await SeedSql.FindTakenAsync(connection, transaction, users, cancellationToken)).ToHashSet() is { Count: > 0 } taken; attempt++)
            users = [.. users.Select(user => taken.Contains(user.Number) ? plan.Users[user.Number].Renamed(attempt) : user)];
        // All have the same password, so they may have the same hash of it.
        var hash = new PasswordHasher<SeedUser>(Options.Create(new PasswordHasherOptions { IterationCount = Passwords.Rounds })).HashPassword(users[0], SeedPlan.Password);
        await SeedSql.InsertAsync(connection, transaction, users, plan.Follows, hash, cancellationToken);
        LogUsers(users.Count);
    }

    private async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var plan = ClusterPlan.Decide(await observer.ObserveUntilAsync(members => ClusterPlan.Decide(members).Primary is not null, cancellationToken));
        if (plan.Primary is not { } primary)
            throw new SeedException($"There is no primary to write to. {plan.Problem}");
        var connection = await observer.OpenAsync(primary.Name, cancellationToken);
        await connection.ChangeDatabaseAsync(options.Database, cancellationToken);
        return connection;
    }

    [LoggerMessage(EventId = 260, Level = LogLevel.Information, Message = "{Users} users are there.")]
    private partial void LogUsers(int users);

    [LoggerMessage(EventId = 261, Level = LogLevel.Information, Message = "{Done} of {All} articles are there, with their tags, favourites and comments.")]
    private partial void LogProgress(int done, int all);
}
