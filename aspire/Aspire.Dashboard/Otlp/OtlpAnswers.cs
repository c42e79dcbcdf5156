using Aspire.Dashboard.Otlp.Protocol;
using Google.Protobuf;
using Grpc.Core;

namespace Aspire.Dashboard.Otlp;

/// <summary>Answers as the protocol wants them, over gRPC and over HTTP.</summary>
internal static class OtlpAnswers
{
    public const string ContentType = "application/x-protobuf";

    private const string GrpcContentType = "application/grpc";

    public static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith(GrpcContentType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Refuses a request before anything was read of it.</summary>
    public static Task RefuseAsync(HttpContext context, int status, StatusCode grpcStatus, string message)
    {
        var response = context.Response;
        if (!IsGrpc(context.Request))
            return WriteAsync(context, status, new Refusal { Code = (int)grpcStatus, Message = message }.ToByteArray());
        // Of an answer that has no message, the headers say what is wrong.
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = GrpcContentType;
        response.Headers["grpc-status"] = ((int)grpcStatus).ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(message);
        return Task.CompletedTask;
    }

    public static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
