using System.Globalization;
using System.Text.Json;
using Chaos.Record;

namespace Chaos.Load;

/// <summary>One visitor of the site: does one operation after another and keeps a record of each.</summary>
internal sealed class LoadClient(
    int number, ClientStyle style, SiteCaller caller, Session session, RunNames names, Registers registers, HistoryLog log, LoadOptions options, RunClock clock, Random random)
{
    private static readonly int[] Ok = [200];
    private static readonly int[] Created = [201];
    private static readonly int[] OkOrMissing = [200, 404];

    private int _lastNumber;
    private int _lastValue;

    private bool IsAnonymous => style == ClientStyle.Anonymous;

    /// <summary>Signs up, where its style asks for that, and works until told to stop; an operation that has begun is finished.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        while (!IsAnonymous && session.Token is null && !stopping.IsCancellationRequested)
            await SignUpAsync(cancellationToken);

        var interval = TimeSpan.FromSeconds(options.Clients / options.Rate);
        var next = clock.Now + (interval * random.NextDouble());
        while (!stopping.IsCancellationRequested)
        {
            var wait = next - clock.Now;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock.Provider, cancellationToken);
            // What was missed during a pause is not made up for: that would be a flood after each fault.
            next = (wait > TimeSpan.Zero ? next : clock.Now) + (interval * (0.5 + random.NextDouble()));
            await StepAsync(cancellationToken);
        }
    }

    private Task StepAsync(CancellationToken cancellationToken)
    {
        var own = registers.Find(number);
        if (own is null && !IsAnonymous)
            return AppendAsync(cancellationToken);
        var others = registers.Clients;
        if (others.Length == 0)
            return ReadTagsAsync(cancellationToken);
        var (kind, isOwn) = OperationMix.Next(random, IsAnonymous);
        var subject = isOwn ? number : others[random.Next(others.Length)];
        return kind switch
        {
            OperationKind.Append => AppendAsync(cancellationToken),
            OperationKind.Write => WriteAsync(own!, cancellationToken),
            OperationKind.ReadList => ReadListAsync(kind, subject, $"/api/articles?author={names.User(subject)}", cancellationToken),
            OperationKind.AnonymousList => ReadListAsync(kind, subject, $"/api/articles?tag={names.Tag(subject)}", cancellationToken),
            OperationKind.ReadRegister or OperationKind.AnonymousRegister => ReadRegisterAsync(kind, subject, cancellationToken),
            _ => ReadTagsAsync(cancellationToken),
        };
    }

    private async Task SignUpAsync(CancellationToken cancellationToken)
    {
        var name = names.User(number);
        var user = new { user = new { username = name, email = $"{name}@example.org", password = "correct horse" } };
        var call = await WriteAsync(OperationKind.SignUp, HttpMethod.Post, "/api/users", user, Created, 0, cancellationToken);
        session.Token = call.Body?.GetProperty("user").GetProperty("token").GetString();
        if (call.Outcome == OperationOutcome.Unexpected)
            throw new InvalidOperationException($"Client {number} could not sign up: {call.Status} {call.Attempts[^1].Detail}");
    }

    /// <summary>Publishes the next article. The first one that is acknowledged is the client's register.</summary>
    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        var article = new
        {
            article = new { title = names.Title(number, ++_lastNumber), description = "Written by a client of the checker", body = "0", tagList = new[] { names.Tag(number) } },
        };
        var call = await WriteAsync(OperationKind.Append, HttpMethod.Post, "/api/articles", article, Created, _lastNumber, cancellationToken);
        if (call.Body is { } body && registers.Find(number) is null)
            registers.Announce(number, body.GetProperty("article").GetProperty("slug").GetString()!);
    }

    private Task<Call> WriteAsync(string slug, CancellationToken cancellationToken)
    {
        _lastValue++;
        var change = new { article = new { body = _lastValue.ToString(CultureInfo.InvariantCulture) } };
        return WriteAsync(OperationKind.Write, HttpMethod.Put, $"/api/articles/{slug}", change, Ok, _lastValue, cancellationToken);
    }

    private async Task<Call> WriteAsync(OperationKind kind, HttpMethod method, string path, object body, int[] expected, int written, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString();
        var call = await caller.SendAsync(method, path, body, key, isAnonymous: false, expected, cancellationToken);
        Keep(kind, number, call, operation => operation with { Key = key, Written = written });
        return call;
    }

    private async Task ReadListAsync(OperationKind kind, int subject, string path, CancellationToken cancellationToken)
    {
        var call = await caller.SendAsync(HttpMethod.Get, $"{path}&limit={options.ListLimit}", null, null, kind.IsAnonymous(), Ok, cancellationToken);
        var list = call.Outcome == OperationOutcome.Done ? ToList(call.Body!.Value) : null;
        Keep(kind, subject, call, operation => operation with { List = list });
    }

    private async Task ReadRegisterAsync(OperationKind kind, int subject, CancellationToken cancellationToken)
    {
        var call = await caller.SendAsync(HttpMethod.Get, $"/api/articles/{registers.Find(subject)}", null, null, kind.IsAnonymous(), OkOrMissing, cancellationToken);
        int? value = call.Body is { } body && call.Status == 200
            ? int.Parse(body.GetProperty("article").GetProperty("body").GetString()!, CultureInfo.InvariantCulture)
            : null;
        Keep(kind, subject, call, operation => operation with { Value = value });
    }

    private async Task ReadTagsAsync(CancellationToken cancellationToken)
    {
        var call = await caller.SendAsync(HttpMethod.Get, "/api/tags", null, null, isAnonymous: true, Ok, cancellationToken);
        Keep(OperationKind.AnonymousTags, number, call, operation => operation);
    }

    private ArticleList ToList(JsonElement body) => new(
        body.GetProperty("articlesCount").GetInt32(),
        [.. body.GetProperty("articles").EnumerateArray().Select(article => names.Parse(article.GetProperty("title").GetString()!).Number)],
        options.ListLimit);

    private void Keep(OperationKind kind, int subject, Call call, Func<Operation, Operation> complete) => log.Add(complete(new Operation
    {
        Client = number,
        Style = style,
        Kind = kind,
        Subject = subject,
        Start = call.Attempts[0].Start,
        End = call.Attempts[^1].End,
        Attempts = call.Attempts,
        Outcome = call.Outcome,
    }));
}
