using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

[Collection(ModelCollection.Name)]
public sealed class UserApiTests(SharedModel shared)
{
    [Fact]
    public async Task A_new_user_gets_a_token_and_nulls_for_what_is_empty()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = NewName();

        using var response = await client.PostAsJsonAsync("/api/users", NewUser(name), Token);

        var user = (await SiteClient.ReadAsync(response, 201)).GetProperty("user");
        Assert.Equal(name, user.GetProperty("username").GetString());
        Assert.Equal($"{name}@example.org", user.GetProperty("email").GetString());
        Assert.Equal(JsonValueKind.Null, user.GetProperty("bio").ValueKind);
        Assert.Equal(JsonValueKind.Null, user.GetProperty("image").ValueKind);
        Assert.NotEmpty(user.GetProperty("token").GetString()!);
    }

    [Theory]
    [InlineData("""{"user":{"email":"a@example.org","password":"long enough"}}""", "username")]
    [InlineData("""{"user":{"username":"","email":"a@example.org","password":"long enough"}}""", "username")]
    [InlineData("""{"user":{"username":"a/b","email":"a@example.org","password":"long enough"}}""", "username")]
    [InlineData("""{"user":{"username":"someone","password":"long enough"}}""", "email")]
    [InlineData("""{"user":{"username":"someone","email":"nobody","password":"long enough"}}""", "email")]
    [InlineData("""{"user":{"username":"someone","email":"a@example.org"}}""", "password")]
    [InlineData("""{"user":{"username":"someone","email":"a@example.org","password":"short"}}""", "password")]
    public async Task A_bad_new_user_is_refused_by_field(string body, string field)
    {
        using var client = (await shared.GetAsync()).CreateVisitor();

        using var response = await client.PostAsync("/api/users", Json(body), Token);

        Assert.NotEmpty((await SiteClient.ReadAsync(response, 422)).GetProperty("errors").GetProperty(field).EnumerateArray());
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused_and_not_an_error_of_ours()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();

        using var response = await client.PostAsync("/api/users", Json("{\"user\":"), Token);

        Assert.NotEmpty((await SiteClient.ReadAsync(response, 400)).GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task Names_and_addresses_are_unique_without_regard_to_case()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = await client.SignUpAsync();

        using var sameName = await client.PostAsJsonAsync("/api/users", new { user = new { username = name.ToUpperInvariant(), email = $"x{name}@example.org", password = "long enough" } }, Token);
        using var sameEmail = await client.PostAsJsonAsync("/api/users", new { user = new { username = $"x{name}", email = $"{name.ToUpperInvariant()}@EXAMPLE.org", password = "long enough" } }, Token);

        Assert.True((await SiteClient.ReadAsync(sameName, 422)).GetProperty("errors").TryGetProperty("username", out _));
        Assert.True((await SiteClient.ReadAsync(sameEmail, 422)).GetProperty("errors").TryGetProperty("email", out _));
    }

    [Fact]
    public async Task One_of_many_who_want_the_same_name_at_once_gets_it()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = NewName();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var response = await client.PostAsJsonAsync("/api/users", new { user = new { username = name, email = $"{name}{i}@example.org", password = "long enough" } }, Token);
            return (int)response.StatusCode;
        }));

        Assert.Equal([201, .. Enumerable.Repeat(422, 7)], answers.Order());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_look_the_same()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = await client.SignUpAsync();

        using var wrong = await client.PostAsJsonAsync("/api/users/login", new { user = new { email = $"{name}@example.org", password = "wrong password" } }, Token);
        using var unknown = await client.PostAsJsonAsync("/api/users/login", new { user = new { email = $"x{name}@example.org", password = "wrong password" } }, Token);

        Assert.Equal((await SiteClient.ReadAsync(wrong, 401)).GetRawText(), (await SiteClient.ReadAsync(unknown, 401)).GetRawText());
    }

    [Theory]
    [InlineData("Token")]
    [InlineData("Bearer")]
    public async Task Both_schemes_carry_the_token(string scheme)
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = await client.SignUpAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, client.DefaultRequestHeaders.Authorization!.Parameter);

        Assert.Equal(name, (await client.GetJsonAsync("/api/user")).GetProperty("user").GetProperty("username").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Token nonsense")]
    [InlineData("Token eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task Without_a_good_token_there_is_no_current_user(string? authorization)
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        if (authorization is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await client.GetAsync("/api/user", Token);

        Assert.NotEmpty((await SiteClient.ReadAsync(response, 401)).GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task Absent_fields_stay_and_null_or_empty_clears_bio_and_image()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = await client.SignUpAsync();

        var set = await UpdateAsync(client, """{"user":{"bio":"About me","image":"https://example.org/me.png"}}""");
        var kept = await UpdateAsync(client, $$$"""{"user":{"username":"{{{name}}}x"}}""");
        var cleared = await UpdateAsync(client, """{"user":{"bio":null,"image":""}}""");

        Assert.Equal(("About me", "https://example.org/me.png"), (set.GetProperty("bio").GetString(), set.GetProperty("image").GetString()));
        Assert.Equal(($"{name}x", "About me"), (kept.GetProperty("username").GetString(), kept.GetProperty("bio").GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (cleared.GetProperty("bio").ValueKind, cleared.GetProperty("image").ValueKind));
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_from_before()
    {
        using var client = (await shared.GetAsync()).CreateVisitor();
        var name = await client.SignUpAsync();

        await UpdateAsync(client, """{"user":{"password":"another password"}}""");

        using var old = await client.GetAsync("/api/user", Token);
        using var again = await client.PostAsJsonAsync("/api/users/login", new { user = new { email = $"{name}@example.org", password = "another password" } }, Token);
        Assert.Equal(401, (int)old.StatusCode);
        await SiteClient.ReadAsync(again, 200);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string NewName() => $"user{Guid.NewGuid():N}"[..20];

    private static object NewUser(string name) => new { user = new { username = name, email = $"{name}@example.org", password = "correct horse" } };

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonElement> UpdateAsync(HttpClient client, string body)
    {
        using var response = await client.PutAsync("/api/user", Json(body), Token);
        return (await SiteClient.ReadAsync(response, 200)).GetProperty("user");
    }
}
