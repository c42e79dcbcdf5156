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
    private const int ParentLength = 55;

    private static readonly ActivitySource Source = new(GatewayMetrics.Meter);

    private readonly Sampler _sampler = Sampling.From(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Source.HasListeners() || TelemetryServices.IsForInsiders(request.Path.Value))
            return next(context);
        var client = ReadClient(request.Headers);
        var trace = client.TraceId != default ? client.TraceId : ActivityTraceId.CreateRandom();
        if (client == default)
            request.Headers.TraceState = default; // it says nothing without the other header
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
            headers.TraceParent = CreateParent(trace);
        else if (client.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            headers.TraceParent = $"00-{trace}-{client.SpanId}-00";
    }

    /// <summary>The header of a trace without spans: version, trace, a span's id that nobody has, and that nothing is recorded.</summary>
    private static string CreateParent(ActivityTraceId trace) => string.Create(ParentLength, trace.ToHexString(), static (text, trace) =>
    {
        Span<byte> span = stackalloc byte[8];
        Random.Shared.NextBytes(span);
        "00-".CopyTo(text);
        trace.CopyTo(text[3..]);
        text[35] = '-';
        Convert.TryToHexStringLower(span, text[36..], out _);
        "-00".CopyTo(text[52..]);
    });

    private async Task TraceAsync(HttpContext context, ActivityContext client, ActivityTraceId trace)
    {
        // A context without a span begins a trace of this id.
        var parent = client != default ? client : new ActivityContext(trace, spanId: default, ActivityTraceFlags.Recorded);
        using var span = Source.StartActivity(HttpNames.OfSpan(context.Request.Method), ActivityKind.Server, parent);
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
        span.AddTag("http.request.method", HttpNames.OfMethod(request.Method));
        span.AddTag("url.scheme", request.Scheme);
        span.AddTag("url.path", request.PathBase.HasValue ? $"{request.PathBase}{request.Path}" : request.Path.ToString());
        if (request.QueryString.HasValue)
            span.AddTag("url.query", "*"); // what is asked for may be private
        var host = request.Host;
        span.AddTag("server.address", host.Host);
        if (host.Port is { } port)
            span.AddTag("server.port", port);
        span.AddTag("network.protocol.version", HttpNames.OfVersion(request.Protocol));
        if (request.Headers.UserAgent is [{ } agent, ..])
            span.AddTag("user_agent.original", agent);
    }

    private static void Conclude(Activity span, HttpContext context, int status)
    {
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.AddTag("http.route", route);
            if (!route.StartsWith("{**", StringComparison.Ordinal)) // which says nothing, as it stands for all paths
                span.DisplayName = $"{span.DisplayName} {route}";
        }
        span.AddTag("http.response.status_code", status);
        if (status < StatusCodes.Status500InternalServerError || span.Status == ActivityStatusCode.Error)
            return;
        span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
        span.SetStatus(ActivityStatusCode.Error);
    }
}
