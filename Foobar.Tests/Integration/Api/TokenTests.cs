using Foobar.ServiceDefaults;
using Foobar.Tests.Support;
using Foobar.Web.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Integration.Api;

/// <summary>Tokens made with the model's own key, at other times and with other keys.</summary>
[Collection(ModelCollection.Name)]
public sealed class TokenTests(SharedModel shared)
{
    private const string OtherKey = "another key of more than thirty-two characters";

    [Theory]
    [InlineData(0, 200)]
    [InlineData(-6, 200)]
    [InlineData(-8, 401)]
    [InlineData(+1, 401)]
    public async Task A_token_is_good_from_its_making_for_seven_days(int days, int expected)
    {
        var (client, key, account) = await SignUpAsync();
        using var _ = client;

        using var response = await AskAsync(client, Issue(key, account, days));

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_key_or_of_an_account_that_is_not_there_is_refused()
    {
        var (client, key, account) = await SignUpAsync();
        using var _ = client;

        using var forged = await AskAsync(client, Issue(OtherKey, account));
        using var absent = await AskAsync(client, Issue(key, account with { Id = long.MaxValue }));
        using var older = await AskAsync(client, Issue(key, account with { SessionVersion = 0 }));

        Assert.Equal((401, 401, 401), ((int)forged.StatusCode, (int)absent.StatusCode, (int)older.StatusCode));
    }

    [Fact]
    public async Task A_reader_with_a_token_that_is_over_reads_as_nobody()
    {
        var (client, key, account) = await SignUpAsync();
        using var _ = client;

        using var response = await client.SendAsync($"GET /api/profiles/{account.Username}", null, ("Authorization", $"Token {Issue(key, account, days: -8)}"));

        Assert.False((await SiteClient.ReadAsync(response, 200)).GetProperty("profile").GetProperty("following").GetBoolean());
    }

    private async Task<(HttpClient Client, string Key, Account Account)> SignUpAsync()
    {
        var model = await shared.GetAsync();
        var client = model.CreateVisitor();
        var name = await client.SignUpAsync();
        client.DefaultRequestHeaders.Authorization = null;
        Assert.True(model.App.ResourceNotifications.TryGetCurrentState(FoobarNames.Resources.Web1, out var state));
        var key = Assert.Single(state.Snapshot.EnvironmentVariables, variable => variable.Name == "Tokens__SigningKey").Value!;
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        var id = await MemberDatabase.QueryAsync<long>(model, primary, "SELECT id FROM foobar.users WHERE username = @name", new { name });
        return (client, key, new Account { Id = id, Username = name, SessionVersion = 1 });
    }

    private static string Issue(string key, Account account, int days = 0) =>
        new ApiTokens(new TokenOptions { SigningKey = key }, new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(days))).Issue(account);

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string token) => client.SendAsync("GET /api/user", null, ("Authorization", $"Token {token}"));
}
