using Aspire.Dashboard.Otlp.Reading;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Aspire.Dashboard.Otlp;

/// <summary>The receiver over HTTP with protobuf.</summary>
internal static class OtlpHttpEndpoints
{
    public static void MapOtlpHttp(this IEndpointRouteBuilder routes)
    {
        Map("/v1/traces", OtlpSignal.Traces);
        Map("/v1/metrics", OtlpSignal.Metrics);
        Map("/v1/logs", OtlpSignal.Logs);

        void Map(string path, OtlpSignal signal) => routes.MapPost(path, (HttpContext context, OtlpReceiver receiver) => ReceiveAsync(context, receiver, signal))
            .WithMetadata(new RequestSizeLimitAttribute(OtlpHost.LargestRequest)).WithName($"Receive{signal}").WithSummary("Receives telemetry.");
    }

    private static async Task ReceiveAsync(HttpContext context, OtlpReceiver receiver, OtlpSignal signal)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(OtlpAnswers.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            await OtlpAnswers.RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                $"The content type is '{request.ContentType}'; only {OtlpAnswers.ContentType} is read here.").ConfigureAwait(false);
            return;
        }
        // What could be decompressed has lost this header.
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding)
        {
            await OtlpAnswers.RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                $"The content encoding is '{encoding}'; known are gzip, deflate and br.").ConfigureAwait(false);
            return;
        }
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            var answer = await receiver.ReceiveAsync(signal, body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted).ConfigureAwait(false);
            await OtlpAnswers.WriteAsync(context, StatusCodes.Status200OK, answer).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await OtlpAnswers.RefuseAsync(context, exception.StatusCode, StatusCode.InvalidArgument, exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The request is larger than {OtlpHost.LargestRequest} bytes, as it is or decompressed." : exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MalformedExportException or InvalidDataException)
        {
            await OtlpAnswers.RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, exception.Message).ConfigureAwait(false);
        }
    }
}
