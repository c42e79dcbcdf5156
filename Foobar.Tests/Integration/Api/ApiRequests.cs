using System.Text;
using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>Requests of the API in one line.</summary>
internal static class ApiRequests
{
    /// <summary>Sends a request, such as <c>PUT /api/user</c>, and returns the answer's JSON; fails at another status.</summary>
    public static async Task<JsonElement> AskAsync(this HttpClient client, string operation, string? body = null, int expected = 200)
    {
        using var response = await client.SendAsync(operation, body);
        return await SiteClient.ReadAsync(response, expected);
    }

    /// <summary>Sends a request with a JSON body, or without one, and these headers.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, string operation, string? body = null, params (string Name, string Value)[] headers)
    {
        var parts = operation.Split(' ', 2);
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), $"{name} is no header of a request.");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The names of an object's fields, in their order.</summary>
    public static string[] Fields(this JsonElement element) => [.. element.EnumerateObject().Select(field => field.Name)];

    /// <summary>The text of a field; null when it is null.</summary>
    public static string? Text(this JsonElement element, string field) => element.GetProperty(field).GetString();

    /// <summary>The texts of a field that is a list of them.</summary>
    public static string[] Texts(this JsonElement element, string field) => [.. element.GetProperty(field).EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>The titles of a list of articles.</summary>
    public static string[] Titles(this JsonElement list) => [.. list.GetProperty("articles").EnumerateArray().Select(article => article.Text("title")!)];
}
