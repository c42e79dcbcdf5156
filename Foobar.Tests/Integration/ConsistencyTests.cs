using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dapper;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>Writes that happen once, and reads that contain the visitor's own writes.</summary>
[Collection(ModelCollection.Name)]
public sealed class ConsistencyTests(SharedModel shared)
{
    [Fact]
    public async Task The_same_request_with_the_same_key_is_carried_out_once_on_whichever_web()
    {
        var model = await shared.GetAsync();
        using var first = model.CreateInsider(FoobarNames.Resources.Web1);
        using var second = model.CreateInsider(FoobarNames.Resources.Web2);
        var name = await first.SignUpAsync();
        second.DefaultRequestHeaders.Authorization = first.DefaultRequestHeaders.Authorization;
        var key = Guid.NewGuid().ToString();

        using var done = await PublishAsync(first, key, $"Once {name}");
        using var repeated = await PublishAsync(second, key, $"Once {name}");

        var answer = await SiteClient.ReadAsync(done, 201);
        Assert.Equal(answer.ToString(), (await SiteClient.ReadAsync(repeated, 201)).ToString());
        Assert.False(done.Headers.Contains(FoobarNames.Headers.IdempotencyReplayed));
        Assert.Equal("true", Assert.Single(repeated.Headers.GetValues(FoobarNames.Headers.IdempotencyReplayed)));
        Assert.Equal(1, (await first.GetJsonAsync($"/api/articles?author={name}")).GetProperty("articlesCount").GetInt32());
    }

    [Fact]
    public async Task A_refused_write_is_refused_again_with_the_same_messages()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        var name = await visitor.SignUpAsync();
        var key = Guid.NewGuid().ToString();
        var taken = new { user = new { username = name, email = $"{name}@example.org", password = "correct horse" } };

        using var refused = await SendAsync(visitor, HttpMethod.Post, "/api/users", key, taken);
        using var again = await SendAsync(visitor, HttpMethod.Post, "/api/users", key, taken);

        var errors = await SiteClient.ReadAsync(refused, 422);
        Assert.Contains("taken", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(errors.ToString(), (await SiteClient.ReadAsync(again, 422)).ToString());
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        var name = await visitor.SignUpAsync();
        var key = Guid.NewGuid().ToString();
        using var done = await PublishAsync(visitor, key, $"One thing {name}");

        using var other = await PublishAsync(visitor, key, $"Another thing {name}");
        using var elsewhere = await SendAsync(visitor, HttpMethod.Put, "/api/user", key, new { user = new { bio = "Me" } });

        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        Assert.Contains("new key", (await SiteClient.ReadAsync(other, 422)).ToString(), StringComparison.Ordinal);
        Assert.Contains("new key", (await SiteClient.ReadAsync(elsewhere, 422)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_visitors_may_have_the_same_key()
    {
        var model = await shared.GetAsync();
        using var one = model.CreateVisitor();
        using var other = model.CreateVisitor();
        var name = await one.SignUpAsync();
        await other.SignUpAsync();
        var key = Guid.NewGuid().ToString();

        using var ones = await PublishAsync(one, key, $"Shared key {name}");
        using var others = await PublishAsync(other, key, $"Shared key {name}");

        Assert.NotEqual(await SlugOf(ones), await SlugOf(others));
    }

    [Fact]
    public async Task Twenty_at_the_same_time_wait_for_one_another_and_get_one_answer()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var name = await visitor.SignUpAsync();
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PublishAsync(visitor, key, $"All at once {name}")));

        var slugs = await Task.WhenAll(answers.Select(SlugOf));
        Assert.Single(slugs.Distinct());
        Assert.Single(answers, answer => !answer.Headers.Contains(FoobarNames.Headers.IdempotencyReplayed));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("\"\"")]
    public async Task A_key_that_is_none_is_refused_by_name(string key)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        await visitor.SignUpAsync();

        using var refused = await PublishAsync(visitor, key, "Not published");

        Assert.Contains("Idempotency-Key", (await SiteClient.ReadAsync(refused, 400)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_time_is_over_is_free_again()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var name = await visitor.SignUpAsync();
        var key = Guid.NewGuid().ToString();
        using var first = await PublishAsync(visitor, key, $"Yesterday {name}");
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        await MemberDatabase.QueryAsync<int>(model, primary, "UPDATE foobar.idempotency_keys SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE answer LIKE CONCAT('%Yesterday ', @name, '%')", new { name });

        using var second = await PublishAsync(visitor, key, $"Yesterday {name}");

        Assert.NotEqual(await SlugOf(first), await SlugOf(second));
    }

    [Fact]
    public async Task Keys_are_kept_for_a_day()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var name = await visitor.SignUpAsync();
        using var done = await PublishAsync(visitor, Guid.NewGuid().ToString(), $"Kept {name}");
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);

        var hours = await MemberDatabase.QueryAsync<int>(model, primary, "SELECT TIMESTAMPDIFF(HOUR, created_at, expires_at) FROM foobar.idempotency_keys WHERE answer LIKE CONCAT('%Kept ', @name, '%')", new { name });

        Assert.Equal(24, hours);
    }

    [Fact]
    public async Task A_write_tells_its_position_in_a_header_and_a_cookie_and_an_anonymous_read_does_not()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateForgetfulVisitor();
        await visitor.SignUpAsync();
        using var written = await PublishAsync(visitor, Guid.NewGuid().ToString(), "With a position");
        using var stranger = model.CreateForgetfulVisitor();
        using var read = await stranger.GetAsync("/api/tags", Token);

        var token = Assert.Single(written.Headers.GetValues(FoobarNames.Headers.ReadPosition));
        var cookie = Assert.Single(written.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(FoobarNames.Cookies.ReadPosition, StringComparison.Ordinal));
        Assert.Contains(token, cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.False(read.Headers.Contains(FoobarNames.Headers.ReadPosition));
        Assert.False(read.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Who_has_a_position_reads_their_write_from_the_primary_when_every_replica_is_held_back()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var name = await visitor.SignUpAsync();
        var (_, replicas) = await MemberDatabase.GetRolesAsync(model);
        await using var held = await HeldReplicas.HoldAsync(model, replicas);

        var slug = await visitor.PublishAsync($"Read at once {name}");
        var read = await visitor.GetJsonAsync($"/api/articles/{slug}");

        Assert.Equal($"Read at once {name}", read.GetProperty("article").GetProperty("title").GetString());
        foreach (var replica in held.Connections)
            Assert.Equal(0, await replica.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM foobar.articles WHERE slug = @slug", new { slug }));
    }

    [Fact]
    public async Task Who_has_credentials_and_no_position_waits_for_a_replica_instead_of_reading_the_past()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateForgetfulVisitor();
        var (_, replicas) = await MemberDatabase.GetRolesAsync(model);
        await using var held = await HeldReplicas.HoldAsync(model, replicas);
        var name = await visitor.SignUpAsync();

        var reading = visitor.GetJsonAsync("/api/user");
        await Eventually.BecomesTrueAsync(async _ =>
        {
            Assert.False(reading.IsCompleted, "The read did not wait.");
            foreach (var connection in held.Connections)
            {
                if (await connection.ExecuteScalarAsync<bool>("SELECT COUNT(*) > 0 FROM performance_schema.threads WHERE PROCESSLIST_USER = 'foobar_web' AND PROCESSLIST_INFO LIKE 'START TRANSACTION%'"))
                    return true;
            }
            return false;
        }, "the read that waits");
        await held.ReleaseAsync();

        Assert.Equal(name, (await reading).GetProperty("user").GetProperty("username").GetString());
    }

    [Fact]
    public async Task Who_has_credentials_and_no_position_reads_from_the_primary_when_every_replica_stays_held_back()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateForgetfulVisitor();
        var (_, replicas) = await MemberDatabase.GetRolesAsync(model);
        await using var held = await HeldReplicas.HoldAsync(model, replicas);
        var name = await visitor.SignUpAsync();

        var read = await visitor.GetJsonAsync("/api/user");

        Assert.Equal(name, read.GetProperty("user").GetProperty("username").GetString());
        foreach (var replica in held.Connections)
            Assert.Equal(0, await replica.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM foobar.users WHERE username = @name", new { name }));
    }

    [Fact]
    public async Task A_strong_read_tells_a_position_so_that_the_next_one_need_not_be_strong()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateForgetfulVisitor();
        await visitor.SignUpAsync();

        using var first = await visitor.GetAsync("/api/user", Token);
        visitor.DefaultRequestHeaders.Add(FoobarNames.Headers.ReadPosition, Assert.Single(first.Headers.GetValues(FoobarNames.Headers.ReadPosition)));
        using var second = await visitor.GetAsync("/api/user", Token);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.False(second.Headers.Contains(FoobarNames.Headers.ReadPosition));
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_forged_position_is_ignored(string token)
    {
        using var visitor = (await shared.GetAsync()).CreateForgetfulVisitor();
        var name = await visitor.SignUpAsync();
        visitor.DefaultRequestHeaders.Add(FoobarNames.Headers.ReadPosition, token);

        Assert.Equal(name, (await visitor.GetJsonAsync("/api/user")).GetProperty("user").GetProperty("username").GetString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> PublishAsync(HttpClient client, string key, string title) =>
        SendAsync(client, HttpMethod.Post, "/api/articles", key, new { article = new { title, description = "About it", body = "Text" } });

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string key, object body)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(FoobarNames.Headers.IdempotencyKey, key);
        return client.SendAsync(request, Token);
    }

    private static async Task<string> SlugOf(HttpResponseMessage response) =>
        (await SiteClient.ReadAsync(response, 201)).GetProperty("article").GetProperty("slug").GetString()!;
}
