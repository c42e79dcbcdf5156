using Foobar.Gateway.Configuration;
using Foobar.Gateway.Retry;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Caching;

/// <summary>A shared cache (RFC 9111) for what everybody is shown the same.</summary>
/// <remarks>
/// The framework's output cache coalesces requests too, but it can neither show an answer after its life nor have a web confirm one by its tag, and its hooks
/// come too late to see that no web could answer.
/// </remarks>
internal sealed partial class ResponseCache
{
    // A client that leaves hands its turn on; one that always meets those goes by itself in the end.
    private const int RoundsAtMost = 3;

    private readonly RequestDelegate _next;
    private readonly CacheStore _store;
    private readonly CacheTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger<ResponseCache> _logger;
    private readonly bool _tells;
    private readonly Flights _flights = new();
    private readonly LiveOptions<CacheOptions> _options;

    public ResponseCache(
        RequestDelegate next, CacheStore store, CacheTelemetry telemetry, LiveOptions<CacheOptions> options, TimeProvider time, IHostEnvironment environment, ILogger<ResponseCache> logger)
    {
        (_next, _store, _telemetry, _time, _logger) = (next, store, telemetry, time, logger);
        _tells = environment.IsDevelopment();
        _options = options;
    }

    public Task InvokeAsync(HttpContext context)
    {
        var options = _options.Current;
        // What the gateway answers itself, such as its health, is none of the webs'.
        if (!options.Enabled || context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is null)
            return _next(context);
        var request = context.Request;
        var directives = RequestDirectives.Read(request.Headers);
        var reason = RequestRules.Judge(request);
        if (reason == BypassReason.None && directives.IsNoStore)
            reason = BypassReason.Directive;
        return reason == BypassReason.None ? ServeAsync(context, directives, options) : BypassAsync(context, reason);
    }

    private Task ServeAsync(HttpContext context, RequestDirectives directives, CacheOptions options)
    {
        var resource = _store.Find(context.Request);
        var entry = resource?.Find(context.Request);
        if (entry is not null)
        {
            var age = entry.GetAge(_time);
            if (entry.IsFresh(age) && directives.Accept(entry, age))
                return AnswerAsync(context, CacheOutcome.Hit, entry, age);
            if (!directives.WantsAnother && entry.HasJustFailed(_time) && entry.MayReplaceError(age))
                return AnswerAsync(context, CacheOutcome.Stale, entry, age);
        }
        if (directives.IsOnlyIfCached)
        {
            _telemetry.Answered(CacheOutcome.Miss);
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
            return Task.CompletedTask;
        }
        if (resource?.IsPassed(_time) == true)
            return BypassAsync(context, BypassReason.Unstorable);
        var isHead = HttpMethods.IsHead(context.Request.Method);
        if (isHead && entry is null)
        {
            // Its answer has no body that could be kept, and confirms nothing.
            _telemetry.Answered(CacheOutcome.Miss);
            return _next(context);
        }
        // Who wants a web to be asked now is not content with an answer to an earlier question, and the others are not with one that has no body.
        return directives.IsNoCache || isHead ? FetchAsync(context, CacheKey.Of(context.Request), entry, flight: null, options) : JoinAsync(context, resource, entry, directives, options);
    }

    private Task BypassAsync(HttpContext context, BypassReason reason)
    {
        _telemetry.Bypassed(reason);
        if (_tells)
            context.Response.Headers[CacheStatus.Header] = CacheStatus.Bypassed(reason);
        return reason == BypassReason.Method && !RetryRules.IsSafe(context.Request.Method) ? ChangeAsync(context) : _next(context);
    }

    /// <summary>What was changed is not shown as it was before (RFC 9111, section 4.4).</summary>
    private async Task ChangeAsync(HttpContext context)
    {
        await _next(context);
        if (context.Response.StatusCode is >= 200 and < 400)
            _store.Remove(CacheKey.Of(context.Request));
    }

    /// <summary>Of the requests that want the same one is sent; the others get what is there, or wait for its answer.</summary>
    private async Task JoinAsync(HttpContext context, CachedResource? resource, CacheEntry? entry, RequestDirectives directives, CacheOptions options)
    {
        var request = context.Request;
        var key = CacheKey.Of(request);
        var flightKey = resource is { Entries: [var some, ..] } ? some.Variance.Extend(key, request) : key;
        var started = _time.GetTimestamp();
        for (var round = 0; round < RoundsAtMost; round++)
        {
            var flight = _flights.Join(flightKey, out var leads);
            if (leads)
            {
                await LeadAsync(context, key, flight, directives, options);
                return;
            }
            if (entry is not null && !directives.WantsAnother && entry.GetAge(_time) is var age && entry.MayBeShownMeanwhile(age))
            {
                await AnswerAsync(context, CacheOutcome.Stale, entry, age);
                return;
            }
            if (await flight.WaitAsync(options.CoalesceWithin - _time.GetElapsedTime(started), _time, context.RequestAborted) is not { } outcome)
                break;
            if (outcome.Entry is { } answer && answer.Variance.Matches(request))
            {
                await AnswerAsync(context, outcome.IsRescue ? CacheOutcome.Stale : CacheOutcome.Coalesced, answer, answer.GetAge(_time), _tells ? CacheStatus.Collapsed(entry) : null);
                return;
            }
            if (!outcome.MayLead)
                break;
            // It was an answer for somebody who accepts something else.
            flightKey = outcome.Entry?.Variance.Extend(key, request) ?? flightKey;
        }
        _telemetry.Answered(CacheOutcome.Miss);
        await _next(context);
    }

    /// <summary>Makes the flight, which has an end whatever happens.</summary>
    private async Task LeadAsync(HttpContext context, string key, Flight flight, RequestDirectives directives, CacheOptions options)
    {
        try
        {
            // The last flight may have ended between the look into the store and the beginning of this one.
            var entry = _store.Find(context.Request)?.Find(context.Request);
            if (entry is not null && entry.GetAge(_time) is var age && entry.IsFresh(age) && directives.Accept(entry, age))
            {
                flight.End(FlightOutcome.Answered(entry));
                await AnswerAsync(context, CacheOutcome.Hit, entry, age);
            }
            else
            {
                await FetchAsync(context, key, entry, flight, options);
            }
        }
        finally
        {
            flight.End(FlightOutcome.Left);
        }
    }

    /// <summary>Sends the request to a web.</summary>
    private async Task FetchAsync(HttpContext context, string key, CacheEntry? known, Flight? flight, CacheOptions options)
    {
        var exchange = new Exchange(context, known, options, _time, passed => OnPassed(context, key, known, flight, passed));
        await exchange.SendAsync(_next);
        if (exchange.IsWhole)
            await KeepAsync(context, key, known, flight, exchange, exchange.ToEntry(), CacheOutcome.Miss);
        else if (exchange.Kind == AnswerKind.Confirmed)
            await ConfirmAsync(context, key, known, flight, exchange);
        else if (exchange.Kind != AnswerKind.Passed && !context.RequestAborted.IsCancellationRequested)
            await RescueAsync(context, known, flight, exchange);
    }

    private Task KeepAsync(HttpContext context, string key, CacheEntry? known, Flight? flight, Exchange exchange, CacheEntry entry, CacheOutcome outcome)
    {
        _store.Put(key, entry);
        flight?.End(FlightOutcome.Answered(entry));
        exchange.Reset();
        return AnswerAsync(context, outcome, entry, entry.GetAge(_time), _tells ? CacheStatus.Fetched(known, exchange.Status, isStored: true) : null);
    }

    private Task ConfirmAsync(HttpContext context, string key, CacheEntry? known, Flight? flight, Exchange exchange)
    {
        if (exchange.ToConfirmed() is { } confirmed)
            return KeepAsync(context, key, known, flight, exchange, confirmed, CacheOutcome.Revalidated);
        // It was the cache's question, so it is no answer for the client.
        _store.Remove(key);
        flight?.End(FlightOutcome.Passed);
        exchange.Reset();
        _telemetry.Answered(CacheOutcome.Miss);
        return _next(context);
    }

    /// <summary>No web has answered, or not to the end.</summary>
    private Task RescueAsync(HttpContext context, CacheEntry? known, Flight? flight, Exchange exchange)
    {
        if (known is null || !exchange.MayRescue)
        {
            // The proxy's own error is all there is.
            flight?.End(FlightOutcome.Passed);
            _telemetry.Answered(CacheOutcome.Miss);
            return Task.CompletedTask;
        }
        known.NoteFailure(_time.GetTimestamp());
        flight?.End(FlightOutcome.Rescued(known));
        var age = known.GetAge(_time);
        LogRescue(context.Request.Path, (long)age.TotalSeconds, exchange.Status, exchange.Error?.ToString() ?? "a web's answer");
        var status = _tells ? CacheStatus.Rescued(exchange.Status) : null;
        exchange.Reset();
        return AnswerAsync(context, CacheOutcome.Stale, known, age, status);
    }

    /// <summary>The answer goes to its client alone, and has not begun yet.</summary>
    private void OnPassed(HttpContext context, string key, CacheEntry? known, Flight? flight, Exchange exchange)
    {
        // An error says nothing about the next answer, and neither does one to a request that was at fault or wanted no body.
        if (!HttpMethods.IsHead(context.Request.Method) && exchange.Status is (>= 200 and < 400) or StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status410Gone)
            _store.Pass(key, _time.GetTimestamp());
        flight?.End(FlightOutcome.Passed);
        _telemetry.Answered(CacheOutcome.Miss);
        if (_tells)
            context.Response.Headers[CacheStatus.Header] = CacheStatus.Fetched(known, exchange.Status, isStored: false);
    }

    private Task AnswerAsync(HttpContext context, CacheOutcome outcome, CacheEntry entry, TimeSpan age, string? status = null)
    {
        _telemetry.Answered(outcome);
        if (_tells)
            context.Response.Headers[CacheStatus.Header] = status ?? CacheStatus.Hit(entry.Freshness.Life - age);
        return AnswerWriter.WriteAsync(context, entry, age);
    }

    [LoggerMessage(EventId = 450, Level = LogLevel.Warning, Message = "{Path} is answered with what was kept {Seconds} s ago: no web could answer ({Status}, {Reason}).")]
    private partial void LogRescue(string path, long seconds, int status, string reason);
}
