using System.Diagnostics;
using Foobar.Gateway.Configuration;
using Foobar.Gateway.Health;
using Foobar.Gateway.Retry;
using Foobar.Gateway.Tracing;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Balancing;

/// <summary>Sends one attempt of a request to the destination that is best for it, waits for a place where all are full, and learns from what becomes of it.</summary>
internal sealed class Balancer(
    RequestDelegate next, DestinationRegistry registry, BalancingPolicies policies, LiveOptions<BalancingOptions> balancing, LiveOptions<HealthOptions> health,
    BalancingTelemetry telemetry, Changes changes, TimeProvider time)
{
    /// <summary>What a trace says of the choice.</summary>
    private const string ChoiceTag = "foobar.gateway.choice";

    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var cluster = registry.Get(proxy.Route.Config.ClusterId!);
        var attempts = context.Features.GetRequiredFeature<RequestAttempts>();
        var options = balancing.Current;
        var destinations = cluster.Get(proxy.AllDestinations);
        var question = new Question(destinations.All, attempts.Tried, !RetryRules.IsSafe(context.Request.Method), policies[options.Policy], options);

        // Who comes while others wait does not go before them.
        var choice = cluster.Line.Count == 0 ? question.Answer() : null;
        var attempt = new Attempt(context, proxy, cluster, destinations, attempts);
        return choice is null or { IsFull: true } ? WaitAndGoAsync(attempt, question) : GoAsync(attempt, choice, options.Policy);
    }

    private async Task WaitAndGoAsync(Attempt attempt, Question question)
    {
        if (await WaitAsync(attempt.Cluster, question, attempt.Context.RequestAborted) is { } choice)
        {
            await GoAsync(attempt, choice, question.Options.Policy);
            return;
        }
        attempt.Cluster.Line.TurnAway();
        attempt.Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        attempt.Context.Features.Set(TurnedAway.Instance);
    }

    private Task GoAsync(Attempt attempt, Choice choice, string policy)
    {
        if (Activity.Current is { Recorded: true } activity)
            activity.SetTag(ChoiceTag, choice.Explain(policy));
        if (choice.Destination is { } chosen)
        {
            attempt.Proxy.AvailableDestinations = attempt.Destinations.Only(chosen);
            return SendAsync(attempt, chosen, choice.IsTrial);
        }
        attempt.Proxy.AvailableDestinations = [];
        return next(attempt.Context);
    }

    private async Task SendAsync(Attempt attempt, Destination chosen, bool isTrial)
    {
        var started = time.GetTimestamp();
        Activity? span = null;
        try
        {
            attempt.Attempts.SendTo(chosen, attempt.Cluster.Destinations);
            span = AttemptTrace.Begin(attempt.Context.Request, chosen, attempt.Proxy.AvailableDestinations[0].Model.Config.Address, attempt.Attempts.Count);
            await next(attempt.Context);
        }
        finally
        {
            AttemptTrace.End(span, attempt.Context);
            chosen.Leave();
            if (isTrial)
                chosen.Breaker.EndTrial();
            attempt.Cluster.Line.CallFirst();
        }
        Learn(attempt.Context, chosen, started, attempt.Attempts);
    }

    private void Learn(HttpContext context, Destination chosen, long started, RequestAttempts attempts)
    {
        var failed = context.Features.Get<IForwarderErrorFeature>();
        var error = failed?.Error ?? ForwarderError.None;
        // A client that takes its time with the body does not make the destination slow.
        var isSlow = attempts is { ReceivedAt: { } received, AnsweredAt: { } answered } && time.GetElapsedTime(Math.Max(started, received), answered) > health.Current.SlowAfter;
        var cause = (failed?.Exception as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        var failure = AnswerRules.FindFailure(error, cause, context.Response.StatusCode, context.Response.Headers.RetryAfter.Count > 0, isSlow);
        // How long a WebSocket stays open says nothing of its destination.
        var duration = HasOpenedWebSocket(context) ? time.GetElapsedTime(started, attempts.AnsweredAt ?? started) : time.GetElapsedTime(started);
        chosen.Figures.Add(duration, failure is not null);
        telemetry.Answered(chosen, duration, context.Response.StatusCode, failure is not null);
        if (failure is null)
        {
            // A client that leaves before the answer says nothing good either.
            if (error == ForwarderError.None && chosen.Breaker.Succeed(health.Current))
            {
                chosen.BeginSlowStart();
                changes.Note(chosen, "gets requests again", "it answers well");
            }
        }
        else if (chosen.Breaker.Fail(health.Current, failure))
        {
            changes.Note(chosen, "gets no requests for a while", $"too many failures, the last one: {failure}");
        }
    }

    private static bool HasOpenedWebSocket(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols || (HttpMethods.IsConnect(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK);

    /// <summary>Waits for a place in the order of arrival; null when the line is full or the time is over.</summary>
    private async Task<Choice?> WaitAsync(ClusterBalance cluster, Question question, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        if (cluster.Line.TryJoin(question.Options.WaitingAtMost) is not { } waiter)
            return null;
        try
        {
            while (true)
            {
                var left = question.Options.WaitAtMost - time.GetElapsedTime(began);
                await waiter.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
                if (question.Answer() is { IsFull: false } choice)
                    return choice;
            }
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            cluster.Line.Leave(waiter);
            telemetry.Waited(cluster.Id, time.GetElapsedTime(began));
        }
    }

    /// <summary>One attempt of a request on its way, and the attempts so far.</summary>
    private readonly record struct Attempt(HttpContext Context, IReverseProxyFeature Proxy, ClusterBalance Cluster, DestinationSet Destinations, RequestAttempts Attempts);

    /// <summary>Where one attempt may go; asked again after a wait.</summary>
    private readonly record struct Question(IReadOnlyList<Destination> Destinations, IReadOnlyList<Destination> Tried, bool IsUnsafe, IBalancingPolicy Policy, BalancingOptions Options)
    {
        public Choice Answer() => Choice.Make(Destinations, Tried, IsUnsafe, Policy, Options);
    }
}
