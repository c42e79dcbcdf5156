using System.Net.Http.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>Two users, an article and a comment that a class of tests reads and does not change.</summary>
public sealed class ApiCast(SharedModel shared) : IAsyncLifetime
{
    private readonly Dictionary<string, HttpClient> _clients = [];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The client of somebody: <c>author</c>, <c>reader</c>, or <c>nobody</c>, who is not signed in.</summary>
    public HttpClient this[string who] => _clients[who];

    /// <summary>The text with the names of what is there in place of <c>{author}</c>, <c>{reader}</c>, <c>{article}</c>, <c>{other}</c> and <c>{comment}</c>.</summary>
    public string Fill(string text) => _names.Aggregate(text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        var model = await shared.GetAsync();
        foreach (var who in new[] { "author", "reader", "nobody" })
            _clients[who] = model.CreateVisitor();
        _names["author"] = await this["author"].SignUpAsync();
        _names["reader"] = await this["reader"].SignUpAsync();
        _names["article"] = await this["author"].PublishAsync($"An article by {_names["author"]}");
        _names["other"] = await this["author"].PublishAsync($"Another one by {_names["author"]}");
        using var response = await this["author"].PostAsJsonAsync(Fill("/api/articles/{article}/comments"), new { comment = new { body = "First" } }, TestContext.Current.CancellationToken);
        _names["comment"] = (await SiteClient.ReadAsync(response, 200)).GetProperty("comment").GetProperty("id").ToString();
        // Nobody's reads may come from a replica that is a moment behind.
        await Eventually.BecomesTrueAsync(async _ =>
        {
            for (var i = 0; i < 6; i++)
            {
                using var read = await this["nobody"].SendAsync(Fill("GET /api/articles/{other}"), null, ("Cache-Control", "no-cache"));
                if (!read.IsSuccessStatusCode)
                    return false;
            }
            return true;
        }, "the articles on every replica");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        return ValueTask.CompletedTask;
    }
}
