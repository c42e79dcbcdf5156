using System.Diagnostics;
using System.Globalization;
using Foobar.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Balancing;

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
        if (Activity.Current is not { } current)
            return null;
        var span = current.Recorded ? Source.StartActivity(NameOf(request.Method), ActivityKind.Client) : null;
        if (span is not null)
            Describe(span, request, chosen, address, attempt);
        PassOn(span ?? current, request.Headers);
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
            span.SetTag("http.response.status_code", status);
            if (status >= StatusCodes.Status400BadRequest)
            {
                span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
        span.Dispose();
    }

    /// <summary>Names of spans are few.</summary>
    private static string NameOf(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsPatch(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method) || HttpMethods.IsTrace(method) ? method : "HTTP";

    private static void Describe(Activity span, HttpRequest request, Destination chosen, string address, int attempt)
    {
        var name = NameOf(request.Method);
        span.SetTag("http.request.method", name == "HTTP" ? "_OTHER" : name);
        if (Uri.TryCreate(address, UriKind.Absolute, out var server))
        {
            span.SetTag("server.address", server.IdnHost);
            span.SetTag("server.port", server.Port);
            // What is asked for may be private.
            span.SetTag("url.full", $"{server.GetLeftPart(UriPartial.Authority)}{request.PathBase}{request.Path}{(request.QueryString.HasValue ? "?*" : "")}");
        }
        span.SetTag("peer.service", chosen.Id);
        if (attempt > 1)
            span.SetTag("http.request.resend_count", attempt - 1);
    }

    private static void PassOn(Activity activity, IHeaderDictionary headers)
    {
        var propagator = DistributedContextPropagator.Current;
        foreach (var field in propagator.Fields)
            headers.Remove(field);
        propagator.Inject(activity, headers, static (carrier, name, value) => ((IHeaderDictionary)carrier!)[name] = value);
    }
}
