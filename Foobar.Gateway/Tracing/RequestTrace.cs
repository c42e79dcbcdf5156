using System.Diagnostics;
using System.Globalization;
using Foobar.ServiceDefaults.Telemetry;
using OpenTelemetry.Trace;

namespace Foobar.Gateway.Tracing;

/// <summary>The span of a request that is traced, and a trace's name for one that is not; named as in OpenTelemetry's conventions for HTTP servers.</summary>
/// <remarks>
/// In place of the framework's own: the SDK has it make an activity for every request, to pass the trace on, and all that a request goes through then carries that along.
/// Here a request that is not traced gets a header and nothing else.
/// </remarks>
internal sealed class RequestTrace(RequestDelegate next, IConfiguration configuration)
{
    private static readonly ActivitySource Source = new(GatewayMetrics.Meter);

    private readonly Sampler _sampler = Sampling.From(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Source.HasListeners() || TelemetryServices.IsForInsiders(request.Path.Value))
            return next(context);
        var client = ReadClient(request.Headers);
        var trace = client.TraceId != default ? client.TraceId : ActivityTraceId.CreateRandom();
        if (_sampler.ShouldSample(new SamplingParameters(client, trace, request.Method, ActivityKind.Server)).Decision == SamplingDecision.RecordAndSample)
            return TraceAsync(context, client, trace);
        PassOn(request.Headers, client, trace);
        return next(context);
    }

    private static ActivityContext ReadClient(IHeaderDictionary headers) =>
        headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, headers.TraceState, isRemote: true, out var client) ? client : default;

    /// <summary>Tells the destinations that the trace has no spans here, and wants none of theirs.</summary>
    private static void PassOn(IHeaderDictionary headers, ActivityContext client, ActivityTraceId trace)
    {
        if (client == default)
        {
            headers.TraceParent = $"00-{trace}-{ActivitySpanId.CreateRandom()}-00";
            headers.Remove("tracestate");
        }
        else if (client.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
        {
            headers.TraceParent = $"00-{trace}-{client.SpanId}-00";
        }
    }

    private async Task TraceAsync(HttpContext context, ActivityContext client, ActivityTraceId trace)
    {
        // A context without a span begins a trace of this id.
        var parent = client != default ? client : new ActivityContext(trace, spanId: default, ActivityTraceFlags.Recorded);
        using var span = Source.StartActivity(HttpMethodNames.ForSpan(context.Request.Method), ActivityKind.Server, parent);
        if (span is not { Recorded: true })
        {
            PassOn(context.Request.Headers, client, trace);
            await next(context);
            return;
        }
        Describe(span, context.Request);
        try
        {
            await next(context);
            Conclude(span, context, context.Response.StatusCode);
        }
        catch (Exception exception)
        {
            span.SetTag("error.type", exception.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error, exception.Message);
            Conclude(span, context, context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status500InternalServerError);
            throw;
        }
    }

    private static void Describe(Activity span, HttpRequest request)
    {
        span.SetTag("http.request.method", HttpMethodNames.ForTag(request.Method));
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", $"{request.PathBase}{request.Path}");
        if (request.QueryString.HasValue)
            span.SetTag("url.query", "*"); // what is asked for may be private
        span.SetTag("server.address", request.Host.Host);
        if (request.Host.Port is { } port)
            span.SetTag("server.port", port);
        span.SetTag("network.protocol.version", request.Protocol is ['H', 'T', 'T', 'P', '/', .. var version] ? version : request.Protocol);
        if (request.Headers.UserAgent is [{ } agent, ..])
            span.SetTag("user_agent.original", agent);
    }

    private static void Conclude(Activity span, HttpContext context, int status)
    {
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.SetTag("http.route", route);
            span.DisplayName = $"{span.DisplayName} {route}";
        }
        span.SetTag("http.response.status_code", status);
        if (status < StatusCodes.Status500InternalServerError || span.Status == ActivityStatusCode.Error)
            return;
        span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
        span.SetStatus(ActivityStatusCode.Error);
    }
}
