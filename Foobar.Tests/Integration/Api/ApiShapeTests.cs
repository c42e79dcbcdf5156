using System.Text.Json;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>Every answer has all the fields of the specification, and no others.</summary>
[Collection(ModelCollection.Name)]
public sealed class ApiShapeTests(ApiCast cast, SharedModel shared) : IClassFixture<ApiCast>
{
    private const string Article = "slug title description body tagList createdAt updatedAt favorited favoritesCount author";
    private const string ArticleInList = "slug title description tagList createdAt updatedAt favorited favoritesCount author";
    private const string Profile = "username bio image following";
    private const string User = "email token username bio image";
    private const string Comment = "id createdAt updatedAt body author";

    [Theory]
    [InlineData("reader", "GET /api/user", null, "user", User)]
    [InlineData("reader", "PUT /api/user", """{"user":{"bio":null,"image":null}}""", "user", User)]
    [InlineData("nobody", "POST /api/users/login", """{"user":{"email":"{reader}@example.org","password":"correct horse"}}""", "user", User)]
    [InlineData("nobody", "GET /api/profiles/{author}", null, "profile", Profile)]
    [InlineData("reader", "DELETE /api/profiles/{author}/follow", null, "profile", Profile)]
    [InlineData("nobody", "GET /api/articles/{article}", null, "article", Article)]
    [InlineData("reader", "DELETE /api/articles/{article}/favorite", null, "article", Article)]
    [InlineData("nobody", "GET /api/articles?author={author}", null, "articles", ArticleInList)]
    [InlineData("nobody", "GET /api/articles/{article}/comments", null, "comments", Comment)]
    public async Task An_answer_has_exactly_the_fields_of_the_specification(string who, string operation, string? body, string root, string fields)
    {
        var answer = (await cast[who].AskAsync(cast.Fill(operation), body is null ? null : cast.Fill(body))).GetProperty(root);

        var element = answer.ValueKind == JsonValueKind.Array ? answer[0] : answer;
        Assert.Equal(fields.Split(' '), element.Fields());
        if (element.TryGetProperty("author", out var author))
            Assert.Equal(Profile.Split(' '), author.Fields());
        foreach (var time in element.EnumerateObject().Where(field => field.Name.EndsWith("At", StringComparison.Ordinal)))
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", time.Value.GetString());
        foreach (var empty in (author.ValueKind == JsonValueKind.Object ? author : element).EnumerateObject().Where(field => field.Name is "bio" or "image"))
            Assert.Equal(JsonValueKind.Null, empty.Value.ValueKind);
    }

    [Fact]
    public async Task A_get_with_a_content_type_and_no_body_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/articles") { Content = new ByteArrayContent([]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        using var response = await cast["nobody"].SendAsync(request, TestContext.Current.CancellationToken);

        await SiteClient.ReadAsync(response, 200);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("application/json, text/plain")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_body_that_is_not_declared_as_json_in_utf8_is_refused(string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/login") { Content = new ByteArrayContent("""{"user":{"email":"a","password":"b"}}"""u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await cast["nobody"].SendAsync(request, TestContext.Current.CancellationToken);

        Assert.NotEmpty((await SiteClient.ReadAsync(response, 415)).GetProperty("errors").Texts("body"));
    }

    [Theory]
    [InlineData("POST /api/users/login", 100_000, 413)]
    [InlineData("POST /api/articles/{article}/comments", 100_000, 413)]
    [InlineData("PUT /api/user", 100_000, 413)]
    [InlineData("POST /api/articles", 100_000, 422)]
    [InlineData("POST /api/articles", 2_100_000, 413)]
    [InlineData("PUT /api/articles/{article}", 2_100_000, 413)]
    public async Task A_body_has_a_largest_size(string operation, int blanks, int expected)
    {
        foreach (var key in new[] { null, Guid.NewGuid().ToString() })
        {
            (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key)];
            using var response = await cast["author"].SendAsync(cast.Fill(operation), $"{{{new string(' ', blanks)}}}", headers);

            Assert.NotEmpty((await SiteClient.ReadAsync(response, expected)).GetProperty("errors").EnumerateObject());
        }
    }

    [Theory]
    [InlineData(1, 15_000, 200)]
    [InlineData(1, 17_000, 431)]
    [InlineData(70, 10, 431)]
    public async Task Headers_have_a_largest_size_and_number(int count, int length, int expected)
    {
        using var web = (await shared.GetAsync()).CreateInsider(FoobarNames.Resources.Web1);
        var headers = Enumerable.Range(0, count).Select(number => ($"X-Header-{number}", new string('x', length))).ToArray();

        using var response = await web.SendAsync("GET /api/tags", null, headers);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_may_ask_without_cookies()
    {
        using var preflight = await cast["nobody"].SendAsync(
            "OPTIONS /api/articles", null, ("Origin", "https://client.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        using var refused = await cast["nobody"].SendAsync("POST /api/articles", "{}", ("Origin", "https://client.example"));

        Assert.Equal(204, (int)preflight.StatusCode);
        Assert.Equal("*", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("authorization", string.Join(',', preflight.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Equal("*", Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Origin")));
    }
}
