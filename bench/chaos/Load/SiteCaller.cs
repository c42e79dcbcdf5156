using System.Net.Http.Json;
using System.Text.Json;
using Chaos.Record;
using Foobar.ServiceDefaults;

namespace Chaos.Load;

/// <summary>Sends a request as a correct client does: again, with the same key, while the failure may pass and there is time.</summary>
internal sealed class SiteCaller(HttpClient http, Session session, LoadOptions options, RunClock clock, Random random)
{
    private const int DetailAtMost = 300;

    private static readonly TimeSpan BackoffAtMost = TimeSpan.FromSeconds(1);

    /// <summary>Sends a request until it has an answer that counts, or the deadline of an operation has passed. Each attempt has its whole time for an answer: one that began is waited for.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">What is sent as JSON; null for nothing.</param>
    /// <param name="key">The idempotency key of an unsafe request.</param>
    /// <param name="isAnonymous">Without credentials and position.</param>
    /// <param name="expected">The statuses that end the operation well.</param>
    /// <param name="cancellationToken">Ends the run at once.</param>
    public async Task<Call> SendAsync(HttpMethod method, string path, object? body, string? key, bool isAnonymous, int[] expected, CancellationToken cancellationToken)
    {
        var attempts = new List<Attempt>();
        var deadline = clock.Now + options.OperationDeadline;
        while (true)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            if (key is not null)
                request.Headers.TryAddWithoutValidation(FoobarNames.Headers.IdempotencyKey, $"\"{key}\"");
            if (!isAnonymous)
                session.Sign(request);
            var (attempt, answer) = await AttemptAsync(request, isAnonymous, cancellationToken);
            attempts.Add(attempt);
            if (attempt.Status is { } status && expected.Contains(status))
                return new Call(attempts, OperationOutcome.Done, answer);
            if (attempt.Status is not (null or 502 or 503 or 504))
                return new Call(attempts, OperationOutcome.Unexpected, answer);
            var wait = GetWait(attempt, attempts.Count);
            if (clock.Now + wait >= deadline)
                return new Call(attempts, OperationOutcome.GivenUp, null);
            await Task.Delay(wait, clock.Provider, cancellationToken);
        }
    }

    private async Task<(Attempt Attempt, JsonElement? Answer)> AttemptAsync(HttpRequestMessage request, bool isAnonymous, CancellationToken cancellationToken)
    {
        var start = clock.Now;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.AnswerDeadline);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            if (!isAnonymous)
                session.Learn(response);
            var attempt = new Attempt(
                start, clock.Now, (int)response.StatusCode, GetHeader(response, FoobarNames.Headers.ServedBy),
                GetHeader(response, FoobarNames.Headers.IdempotencyReplayed) == "true",
                response.Headers.RetryAfter?.Delta,
                response.IsSuccessStatusCode ? null : text[..Math.Min(text.Length, DetailAtMost)]);
            return (attempt, response.IsSuccessStatusCode && text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : null);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return (new Attempt(start, clock.Now, null, null, IsReplay: false, null, Describe(exception)), null);
        }
    }

    /// <summary>As long as the answer asks; longer from time to time otherwise, and never quite the same for two clients.</summary>
    private TimeSpan GetWait(Attempt attempt, int count)
    {
        if (attempt.RetryAfter is { } asked)
            return asked < options.RetryAfterAtMost ? asked : options.RetryAfterAtMost;
        var backoff = options.Backoff * Math.Pow(2, count - 1);
        return (backoff < BackoffAtMost ? backoff : BackoffAtMost) * (0.5 + random.NextDouble());
    }

    private static string Describe(Exception exception) =>
        exception is OperationCanceledException ? "no answer until the deadline" : exception.InnerException?.Message ?? exception.Message;

    private static string? GetHeader(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
