using System.Net.Http.Json;

namespace Foobar.Tests.Support;

/// <summary>Two visitors who write to every table that visitors write to, and read it again.</summary>
internal static class UpgradeJourney
{
    /// <summary>One publishes, the other one follows, favours and comments; the first changes and deletes.</summary>
    public static async Task RunAsync(HttpClient author, HttpClient reader)
    {
        var token = TestContext.Current.CancellationToken;
        var name = await author.SignUpAsync();
        await reader.SignUpAsync();

        var slug = await author.PublishAsync($"Before the upgrade of {name}");
        using var followed = await reader.PostAsync($"/api/profiles/{name}/follow", content: null, token);
        await SiteClient.ReadAsync(followed, 200);
        using var favorite = await reader.PostAsync($"/api/articles/{slug}/favorite", content: null, token);
        Assert.Equal(1, (await SiteClient.ReadAsync(favorite, 200)).GetProperty("article").GetProperty("favoritesCount").GetInt32());
        using var comment = await reader.PostAsJsonAsync($"/api/articles/{slug}/comments", new { comment = new { body = "Read it." } }, token);
        Assert.True(comment.IsSuccessStatusCode, $"A comment was answered with {comment.StatusCode}.");
        using var changed = await author.PutAsJsonAsync($"/api/articles/{slug}", new { article = new { body = "Changed." } }, token);
        await SiteClient.ReadAsync(changed, 200);

        var article = Assert.Single((await reader.GetJsonAsync("/api/articles/feed")).GetProperty("articles").EnumerateArray());
        Assert.Equal((slug, 1), (article.GetProperty("slug").GetString(), article.GetProperty("favoritesCount").GetInt32()));
        Assert.Equal("Read it.", Assert.Single((await author.GetJsonAsync($"/api/articles/{slug}/comments")).GetProperty("comments").EnumerateArray()).GetProperty("body").GetString());
        Assert.Equal("Changed.", (await author.GetJsonAsync($"/api/articles/{slug}")).GetProperty("article").GetProperty("body").GetString());
        using var deleted = await author.DeleteAsync($"/api/articles/{slug}", token);
        await SiteClient.ReadAsync(deleted, 204);
    }
}
