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
        return choice is null or { IsFull: true } ? WaitAndGoAsync(context, proxy, cluster, destinations, question, attempts) : GoAsync(context, proxy, cluster, destinations, choice, options, attempts);
    }

    private async Task WaitAndGoAsync(
        HttpContext context, IReverseProxyFeature proxy, ClusterBalance cluster, DestinationSet destinations, Question question, RequestAttempts attempts)
    {
        if (await WaitAsync(cluster, question, context.RequestAborted) is { } choice)
        {
            await GoAsync(context, proxy, cluster, destinations, choice, question.Options, attempts);
            return;
        }
        cluster.Line.TurnAway();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Features.Set(TurnedAway.Instance);
    }

    private Task GoAsync(
        HttpContext context, IReverseProxyFeature proxy, ClusterBalance cluster, DestinationSet destinations, Choice choice, BalancingOptions options, RequestAttempts attempts)
    {
        if (Activity.Current is { Recorded: true } activity)
            activity.SetTag(ChoiceTag, choice.Explain(options.Policy));
        if (choice.Destination is not { } chosen)
        {
            proxy.AvailableDestinations = [];
            return next(context);
        }
        proxy.AvailableDestinations = destinations.Only(chosen);
        return SendAsync(context, proxy, cluster, chosen, choice.IsTrial, attempts);
    }

    private async Task SendAsync(HttpContext context, IReverseProxyFeature proxy, ClusterBalance cluster, Destination chosen, bool isTrial, RequestAttempts attempts)
    {
        var started = time.GetTimestamp();
        Activity? span = null;
        try
        {
            attempts.SendTo(chosen, cluster.Destinations);
            span = AttemptTrace.Begin(context.Request, chosen, proxy.AvailableDestinations[0].Model.Config.Address, attempts.Count);
            await next(context);
        }
        finally
        {
            AttemptTrace.End(span, context);
            chosen.Leave();
            if (isTrial)
                chosen.Breaker.EndTrial();
            cluster.Line.CallFirst();
        }
        Learn(context, chosen, started, attempts);
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

    /// <summary>Where one attempt may go; asked again after a wait.</summary>
    private readonly record struct Question(IReadOnlyList<Destination> Destinations, IReadOnlyList<Destination> Tried, bool IsUnsafe, IBalancingPolicy Policy, BalancingOptions Options)
    {
        public Choice Answer() => Choice.Make(Destinations, Tried, IsUnsafe, Policy, Options);
    }
}
