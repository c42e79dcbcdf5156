using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foobar.Database.Seed;
using Foobar.ServiceDefaults;

namespace SiteSpeed;

/// <summary>Somebody who asks one web, as the gateway would hand their requests on: nobody in particular, or a seeded user with a token for the API and a cookie for the pages.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;
    private readonly bool _keepsPosition;
    private string? _token;
    private string? _cookie;
    private string? _position;

    private Visitor(RunningSite site, bool keepsPosition)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Web };
        _client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        _keepsPosition = keepsPosition;
    }

    public static Visitor Nobody(RunningSite site) => new(site, keepsPosition: false);

    /// <summary>Signs a seeded user in.</summary>
    /// <param name="site">The site.</param>
    /// <param name="keepsPosition">Whether they tell each time what they have seen, as browsers do; otherwise each request is like the first one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Visitor> SignInAsync(RunningSite site, bool keepsPosition, CancellationToken cancellationToken)
    {
        var visitor = new Visitor(site, keepsPosition);
        var email = await site.FindUserAsync(cancellationToken);
        using var api = await visitor._client.PostAsJsonAsync("/api/users/login", new { user = new { email, password = SeedPlan.Password } }, cancellationToken);
        visitor._token = (await api.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("user").GetProperty("token").GetString();

        using var form = await visitor._client.GetAsync("/login", cancellationToken);
        var page = await form.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("Input.Email", email), new("Input.Password", SeedPlan.Password), new("form-token", FormToken().Match(page).Groups["token"].Value)]),
        };
        request.Headers.Add("Cookie", CookiesOf(form));
        using var signedIn = await visitor._client.SendAsync(request, cancellationToken);
        if ((int)signedIn.StatusCode is not 302)
            throw new InvalidOperationException($"Signing in answered {(int)signedIn.StatusCode}.");
        visitor._cookie = CookiesOf(signedIn, "__Host-foobar=");
        return visitor;
    }

    /// <summary>GETs a path and reads the whole answer.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_token is not null && path.StartsWith("/api", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation("Authorization", $"Token {_token}");
        else if (_cookie is not null)
            request.Headers.Add("Cookie", _cookie);
        if (_keepsPosition && _position is not null)
            request.Headers.Add(FoobarNames.Headers.ReadPosition, _position);
        var response = (await _client.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();
        if (response.Headers.TryGetValues(FoobarNames.Headers.ReadPosition, out var positions))
            _position = positions.Single();
        return response;
    }

    public void Dispose() => _client.Dispose();

    private static string CookiesOf(HttpResponseMessage response, string prefix = "") =>
        string.Join("; ", response.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith(prefix, StringComparison.Ordinal)).Select(cookie => cookie.Split(';')[0]));

    [GeneratedRegex("name=\"form-token\"[^>]* value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
