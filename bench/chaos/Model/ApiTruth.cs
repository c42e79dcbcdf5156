using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Chaos.Load;
using Chaos.Record;

namespace Chaos.Model;

/// <summary>Reads through the gateway what is stored at the end of a run, once all replicas have caught up.</summary>
internal static class ApiTruth
{
    private const int PageSize = 100;

    /// <summary>The truth of an anonymous visitor.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Only the model's own gateway is asked, with its development certificate.")]
    public static async Task<Truth> ReadAsync(Uri address, RunNames names, Registers registers, CancellationToken cancellationToken, Endpoints? endpoints = null)
    {
        using var http = new HttpClient(new Patience(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            ConnectCallback = endpoints is null ? null : (_, token) => endpoints.ConnectAsync(token),
        })) { BaseAddress = address };
        http.DefaultRequestHeaders.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var articles = new Dictionary<(int, int), int>();
        var values = new Dictionary<int, int>();
        foreach (var client in registers.Clients)
        {
            // A title that is there twice is in the list twice.
            foreach (var id in await ReadListAsync(http, names, client, cancellationToken))
                articles[id] = articles.GetValueOrDefault(id) + 1;
            var article = await http.GetAsync(new Uri($"/api/articles/{registers.Find(client)}", UriKind.Relative), cancellationToken);
            if (article.IsSuccessStatusCode)
                values[client] = int.Parse(Parse(await article.Content.ReadAsStringAsync(cancellationToken)).GetProperty("article").GetProperty("body").GetString()!, CultureInfo.InvariantCulture);
        }
        return new Truth("the API", articles, values);
    }

    private static async Task<List<(int Client, int Number)>> ReadListAsync(HttpClient http, RunNames names, int client, CancellationToken cancellationToken)
    {
        var ids = new List<(int, int)>();
        for (var offset = 0; ; offset += PageSize)
        {
            var page = Parse(await http.GetStringAsync(new Uri($"/api/articles?author={names.User(client)}&limit={PageSize}&offset={offset}", UriKind.Relative), cancellationToken));
            ids.AddRange(page.GetProperty("articles").EnumerateArray().Select(article => names.Parse(article.GetProperty("title").GetString()!)));
            if (ids.Count <= offset + PageSize - 1)
                return ids;
        }
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    /// <summary>Asks again when the site says that one address has asked too much, after the time that it says.</summary>
    private sealed class Patience(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            while (true)
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (response is not { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter.Delta: { } pause })
                    return response;
                response.Dispose();
                await Task.Delay(pause, cancellationToken);
            }
        }
    }
}
