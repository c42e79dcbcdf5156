using System.Diagnostics;
using System.Globalization;
using Foobar.Gateway.Balancing;
using Foobar.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Tracing;

/// <summary>The span of one attempt, and what its destination is told of the trace; named as in OpenTelemetry's conventions for HTTP clients.</summary>
/// <remarks>In place of the HTTP client's own: that takes its steps, and makes an activity, for requests that are not traced as well.</remarks>
internal static class AttemptTrace
{
    private static readonly ActivitySource Source = new(GatewayMetrics.Meter);

    /// <summary>Begins the span of an attempt of a request that is traced, and tells the destination; null for a request that is not.</summary>
    /// <param name="request">The client's request, whose headers are passed on.</param>
    /// <param name="chosen">Where it goes.</param>
    /// <param name="address">The destination's address: scheme, host and port.</param>
    /// <param name="attempt">The attempt's number, from 1 on.</param>
    public static Activity? Begin(HttpRequest request, Destination chosen, string address, int attempt)
    {
        if (Activity.Current is not { Recorded: true } || Source.StartActivity(HttpNames.OfSpan(request.Method), ActivityKind.Client) is not { } span)
            return null;
        Describe(span, request, chosen, address, attempt);
        request.Headers.TraceParent = span.Id; // what else the client said of its trace goes on as it is
        return span;
    }

    /// <summary>Ends it with what became of the attempt.</summary>
    public static void End(Activity? span, HttpContext context)
    {
        if (span is null)
            return;
        var status = context.Response.StatusCode;
        if (context.Features.Get<IForwarderErrorFeature>() is { Error: not ForwarderError.None } failed)
        {
            span.SetTag("error.type", failed.Exception?.GetType().FullName ?? failed.Error.ToString());
            span.SetStatus(ActivityStatusCode.Error, failed.Exception?.Message);
        }
        else
        {
            span.AddTag("http.response.status_code", status);
            if (status >= StatusCodes.Status400BadRequest)
            {
                span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
        span.Dispose();
    }

    private static void Describe(Activity span, HttpRequest request, Destination chosen, string address, int attempt)
    {
        span.AddTag("http.request.method", HttpNames.OfMethod(request.Method));
        if (chosen.FindServer(address) is { } server)
        {
            span.AddTag("server.address", server.Host);
            span.AddTag("server.port", server.Port);
            // What is asked for may be private.
            span.AddTag("url.full", $"{server.Url}{request.PathBase}{request.Path}{(request.QueryString.HasValue ? "?*" : "")}");
        }
        span.AddTag("peer.service", chosen.Id);
        if (attempt > 1)
            span.AddTag("http.request.resend_count", attempt - 1);
    }
}
