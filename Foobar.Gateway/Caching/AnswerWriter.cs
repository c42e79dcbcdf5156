using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Foobar.Gateway.Caching;

/// <summary>Sends an answer that is kept.</summary>
internal static class AnswerWriter
{
    private static readonly StringValues[] UsualAges = [.. Enumerable.Range(0, 64).Select(seconds => new StringValues(seconds.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Sends it at this age: whole, or its head only to who asks for no more or has it already.</summary>
    public static Task WriteAsync(HttpContext context, CacheEntry entry, TimeSpan age)
    {
        var response = context.Response;
        var headers = response.Headers;
        var hasAlready = Conditions.HasAlready(context.Request.Headers, entry);
        foreach (var (name, value) in hasAlready ? entry.HeadersOfNotModified : entry.Headers)
            headers[name] = value;
        headers.Age = FormatAge(age);
        if (hasAlready)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.StatusCode = entry.Status;
        if (entry.Status == StatusCodes.Status204NoContent)
            return Task.CompletedTask;
        headers.ContentLength = entry.Body.Length;
        if (entry.Body.IsEmpty || HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        // The server gives up by itself when the client leaves; to ask for its token would make one for every hit.
        return response.Body.WriteAsync(entry.Body, CancellationToken.None).AsTask();
    }

    private static StringValues FormatAge(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        return seconds < UsualAges.Length ? UsualAges[seconds] : seconds.ToString(CultureInfo.InvariantCulture);
    }
}
