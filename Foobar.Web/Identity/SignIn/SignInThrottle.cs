using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;

namespace Foobar.Web.Identity.SignIn;

/// <summary>Keeps passwords from being guessed. What was tried is kept in the database, so it is the same on every web server.</summary>
internal sealed partial class SignInThrottle : IDisposable
{
    private readonly SiteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger<SignInThrottle> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _attempts;

    public SignInThrottle(SiteDatabase database, TimeProvider time, IMeterFactory meters, ILogger<SignInThrottle> logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
        _meter = meters.Create(WebMetrics.Meter);
        _attempts = _meter.CreateCounter(WebMetrics.SignIns);
    }

    /// <summary>Counts an attempt before its password is looked at, so that many at the same time are no way round the limits.</summary>
    /// <exception cref="TooManyAttemptsException">It has to wait; it is not counted then.</exception>
    public async Task EnterAsync(SignInKeys keys, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var wait = await _database.WriteAsync(WriteRequest.Own(), async (connection, transaction, token) =>
        {
            var verdict = SignInLimits.Decide(await SignInSql.LockAsync(connection, transaction, keys, now, token), now);
            if (verdict.Wait == TimeSpan.Zero)
                await SignInSql.StoreAsync(connection, transaction, keys, verdict.After, token);
            return verdict.Wait;
        }, cancellationToken);
        if (wait == TimeSpan.Zero)
            return;
        Count("throttled");
        LogThrottled(Convert.ToHexStringLower(keys.Account.AsSpan(0, 4)), wait.TotalSeconds);
        throw new TooManyAttemptsException(wait);
    }

    /// <summary>The password of a counted attempt was right.</summary>
    public async Task ForgiveAsync(SignInKeys keys, CancellationToken cancellationToken)
    {
        Count("accepted");
        var now = _time.GetUtcNow().UtcDateTime;
        await _database.WriteAsync(WriteRequest.Own(), async (connection, transaction, token) =>
        {
            var state = await SignInSql.LockAsync(connection, transaction, keys, now, token);
            await SignInSql.StoreAsync(connection, transaction, keys, SignInLimits.Forgive(state, now), token);
            return true;
        }, cancellationToken);
    }

    /// <summary>The password of a counted attempt was wrong, or there is no such account.</summary>
    public void Refuse() => Count("refused");

    public void Dispose() => _meter.Dispose();

    private void Count(string outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "An attempt to sign in to account {Account} (a hash) has to wait for {Seconds:0} s.")]
    private partial void LogThrottled(string account, double seconds);
}
