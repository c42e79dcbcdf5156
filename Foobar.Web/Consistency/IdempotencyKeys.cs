using Foobar.ServiceDefaults;
using Foobar.Web.Api;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Errors;
using Foobar.Web.Identity;
using Foobar.Web.Serving;

namespace Foobar.Web.Consistency;

/// <summary>Gives an unsafe request that has an <c>Idempotency-Key</c> its write, so that however often it is sent it is carried out once.</summary>
internal sealed class IdempotencyKeys(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Visitor visitor)
    {
        var request = context.Request;
        var header = request.Headers[FoobarNames.Headers.IdempotencyKey];
        if (header.Count == 0 || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            await next(context);
            return;
        }
        if (!IdempotencyKeyHeader.TryRead(header, out var key))
        {
            await ErrorWriter.WriteAsync(context, new Refused(StatusCodes.Status400BadRequest,
                ErrorBody.Of(FoobarNames.Headers.IdempotencyKey, $"must be one key of 1 to {IdempotencyKeyHeader.Length} visible characters, such as a UUID")));
            return;
        }
        var fingerprint = await RequestFingerprint.ComputeAsync(request, ServingServices.BodyBytesAtMost, context.RequestAborted);
        var write = WriteRequest.Keyed(visitor.Account?.Id, key, fingerprint, visitor.Position);
        visitor.Write = write;
        context.Response.OnStarting(() =>
        {
            if (write.WasReplayed)
                context.Response.Headers[FoobarNames.Headers.IdempotencyReplayed] = "true";
            return Task.CompletedTask;
        });
        await next(context);
    }
}
