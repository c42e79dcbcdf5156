using System.Globalization;
using Foobar.Gateway.Balancing;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Retry;

/// <summary>Sends a request to another destination when the first one cannot answer it; never after the answer has begun.</summary>
/// <remarks>
/// Unsafe requests get an <c>Idempotency-Key</c> where the client sent none, so that the webs carry them out once however often they come:
/// to the client, a web that dies is a slow request and not a failed one.
/// </remarks>
internal sealed partial class Retries(
    RequestDelegate next, RetryBudget budget, RetryOptions options, RetryTelemetry telemetry, TimeProvider time, IHostEnvironment environment, ILogger<Retries> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        budget.PayIn();
        var started = time.GetTimestamp();
        var request = context.Request;
        EnsureKey(request);
        var body = KeptBody.Of(request, options.BodyLimit, time);
        var attempts = new RequestAttempts(body, this, started);
        context.Features.Set(attempts);
        if (environment.IsDevelopment())
            TellAttempts(context.Response, attempts);
        KeyValuePair<string, StringValues>[] headers = context.Response.Headers.Count == 0 ? [] : [.. context.Response.Headers];
        while (true)
        {
            attempts.Begin();
            body.Rewind(request);
            await next(context);
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
                return;

            var error = context.Features.Get<IForwarderErrorFeature>();
            var outcome = RetryRules.Classify(error?.Error ?? ForwarderError.None, error?.Exception, context.Response.StatusCode);
            if (!attempts.IsWithheld && (outcome == AttemptOutcome.Refused || !attempts.TryGoOn(outcome)))
                return;
            Note(context, attempts.Destination, outcome, error);
            Reset(context, headers);
            if (attempts.IsRoundOver)
                await Task.Delay(options.BetweenRounds, time, context.RequestAborted);
        }
    }

    /// <summary>Gives an unsafe request a key where its client sent none.</summary>
    private static void EnsureKey(HttpRequest request)
    {
        if (!RetryRules.IsSafe(request.Method) && !request.Headers.ContainsKey(FoobarNames.Headers.IdempotencyKey))
            request.Headers[FoobarNames.Headers.IdempotencyKey] = Guid.NewGuid().ToString();
    }

    /// <summary>There is time for another attempt, and the budget has one.</summary>
    public bool TryGoOn(long started)
    {
        var over = time.GetElapsedTime(started) + options.BetweenRounds >= options.StartWithin ? "time" : budget.TryTake() ? null : "budget";
        if (over is not null)
            telemetry.GaveUp(over);
        return over is null;
    }

    private void Note(HttpContext context, Destination? destination, AttemptOutcome outcome, IForwarderErrorFeature? error)
    {
        var name = destination?.Id ?? "none";
        var reason = outcome == AttemptOutcome.Refused ? string.Create(CultureInfo.InvariantCulture, $"It answered {context.Response.StatusCode}.") : error?.Exception?.Message ?? "";
        destination?.Figures.AddRetry();
        telemetry.Repeated(name, outcome, reason);
        LogRepeat(context.Request.Method, context.Request.Path, name, outcome, reason);
    }

    /// <summary>Takes back what the attempt has put into the answer.</summary>
    private static void Reset(HttpContext context, KeyValuePair<string, StringValues>[] headers)
    {
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
    }

    private static void TellAttempts(HttpResponse response, RequestAttempts attempts) => response.OnStarting(() =>
    {
        response.Headers[FoobarNames.Headers.Attempts] = attempts.Count.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    });

    [LoggerMessage(EventId = 400, Level = LogLevel.Warning, Message = "{Method} {Path} is sent again: {Destination} failed ({Outcome}). {Reason}")]
    private partial void LogRepeat(string method, string path, string destination, AttemptOutcome outcome, string reason);
}
