using System.Text;
using System.Text.Json;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>Random and hostile input over every operation, the same in every run.</summary>
[Collection(ModelCollection.Name)]
public sealed class ApiFuzzTests(SharedModel shared)
{
    private const int RequestsPerOperation = 100;
    private const int Seed = 20260101;

    private static readonly string[] Headers = ["Idempotency-Key", "X-Read-Position", "If-None-Match", "Authorization", "Cookie", "Accept", "Range", "Origin", "traceparent", "X-Forwarded-Host"];

    public static TheoryData<string, string?> Operations => new()
    {
        { "POST /api/users", """{"user":{"username":"somebody","email":"somebody@example.org","password":"short"}}""" },
        { "POST /api/users/login", """{"user":{"email":"somebody@example.org","password":"correct horse"}}""" },
        { "GET /api/user", null },
        { "PUT /api/user", """{"user":{"username":"somebody","email":"somebody@example.org","bio":"b","image":"https://example.org/i.png"}}""" },
        { "GET /api/profiles/{}", null },
        { "POST /api/profiles/{}/follow", null },
        { "DELETE /api/profiles/{}/follow", null },
        { "GET /api/articles?tag={}&author={}&favorited={}&limit={}&offset={}", null },
        { "GET /api/articles/feed?limit={}&offset={}", null },
        { "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":["a","b"]}}""" },
        { "GET /api/articles/{}", null },
        { "PUT /api/articles/{}", """{"article":{"title":"t","description":"d","body":"b","tagList":["a"]}}""" },
        { "DELETE /api/articles/{}", null },
        { "GET /api/articles/{}/comments", null },
        { "POST /api/articles/{}/comments", """{"comment":{"body":"b"}}""" },
        { "DELETE /api/articles/{}/comments/{}", null },
        { "POST /api/articles/{}/favorite", null },
        { "DELETE /api/articles/{}/favorite", null },
        { "GET /api/tags?{}={}", null },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whatever_is_sent_the_answer_is_not_an_error_of_ours(string operation, string? body)
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateInsider(FoobarNames.Resources.Web1);
        var name = await visitor.SignUpAsync();
        var slug = await visitor.PublishAsync($"Target {name}");
        var random = new Random(Seed);
        var input = new HostileInput(random);

        for (var number = 0; number < RequestsPerOperation; number++)
        {
            using var request = Next(operation, body, slug, input, random);
            var sent = $"request {number}: {request}\n{Encoding.UTF8.GetString(request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))}";

            using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);

            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} to {sent}\n{text}");
            if (text.Length > 0)
                Assert.NotEqual(JsonValueKind.Undefined, JsonDocument.Parse(text).RootElement.ValueKind);
        }
    }

    private static HttpRequestMessage Next(string operation, string? body, string slug, HostileInput input, Random random)
    {
        var parts = operation.Split(' ');
        var path = string.Concat(parts[1].Split("{}").Select((part, index) => index == 0 ? part : (random.Next(3) == 0 ? slug : input.Segment()) + part));
        var request = new HttpRequestMessage(new HttpMethod(parts[0]), path) { Content = body is null ? null : input.Body(body) };
        if (random.Next(4) == 0)
            request.Headers.TryAddWithoutValidation(Headers[random.Next(Headers.Length)], Ascii(input.Text()));
        // Sign-ins from one address would soon be too many to get any further.
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"172.16.{random.Next(256)}.{random.Next(256)}");
        return request;
    }

    private static string Ascii(string text) => string.Concat(text.Where(character => character is >= ' ' and <= '~'));
}
