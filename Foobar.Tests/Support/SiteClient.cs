using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Foobar.Tests.Support;

/// <summary>Speaks the site's API as a client of the specification would.</summary>
internal static class SiteClient
{
    /// <summary>Signs a new user up, with a name that no other test has, and signs the client's requests with their token from then on.</summary>
    public static async Task<string> SignUpAsync(this HttpClient client)
    {
        var name = $"user{Guid.NewGuid():N}"[..20];
        using var response = await client.PostAsJsonAsync("/api/users", new { user = new { username = name, email = $"{name}@example.org", password = "correct horse" } }, Token);
        var user = (await ReadAsync(response, 201)).GetProperty("user");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", user.GetProperty("token").GetString());
        return name;
    }

    /// <summary>Publishes an article and returns its slug.</summary>
    public static async Task<string> PublishAsync(this HttpClient client, string title)
    {
        using var response = await client.PostAsJsonAsync("/api/articles", new { article = new { title, description = "About it", body = "**Text**", tagList = new[] { "zebra", "ant" } } }, Token);
        return (await ReadAsync(response, 201)).GetProperty("article").GetProperty("slug").GetString()!;
    }

    /// <summary>The answer's JSON; fails with the whole answer when the status is another one.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, int expectedStatus)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(expectedStatus == (int)response.StatusCode, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}, expected {expectedStatus}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>GETs JSON with status 200.</summary>
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Token);
        return await ReadAsync(response, 200);
    }

    /// <summary>The web that answered, as it says itself.</summary>
    public static string GetServedBy(this HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("X-Served-By"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
