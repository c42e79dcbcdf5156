using System.Diagnostics;
using System.Text.Json;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>Passwords cannot be guessed, and nobody is shut out by somebody else's guesses. Every test has accounts and addresses of its own.</summary>
[Collection(ModelCollection.Name)]
public sealed class SignInTests(SharedModel shared)
{
    private const string Password = "correct horse";

    private const int FewestTries = 5;
    private const int MostTries = 40;

    private static int s_address = Random.Shared.Next(1 << 20);

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_has_to_wait_too_on_both_webs_and_only_from_there()
    {
        var model = await shared.GetAsync();
        using var one = model.CreateInsider(FoobarNames.Resources.Web1);
        using var two = model.CreateInsider(FoobarNames.Resources.Web2);
        var name = await one.SignUpAsync();
        var (here, elsewhere) = (NewAddress(), NewAddress());

        var failed = new List<int>();
        for (var i = 0; i < 5; i++)
            failed.Add(await TryAsync(i % 2 == 0 ? one : two, here, name, "wrong horse"));
        using var throttled = await SignInAsync(two, here, name, Password);

        Assert.Equal(Enumerable.Repeat(401, 5), failed);
        Assert.NotEmpty((await SiteClient.ReadAsync(throttled, 429)).GetProperty("errors").Texts("body"));
        Assert.InRange(throttled.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal(200, await TryAsync(one, elsewhere, name, Password));
    }

    [Fact]
    public async Task Who_knows_the_password_is_not_counted()
    {
        var model = await shared.GetAsync();
        using var web = model.CreateInsider(FoobarNames.Resources.Web1);
        var name = await web.SignUpAsync();
        var address = NewAddress();

        for (var i = 0; i < 7; i++)
            Assert.Equal(200, await TryAsync(web, address, name, Password));
        for (var i = 0; i < 4; i++)
            Assert.Equal(401, await TryAsync(web, address, name, "wrong horse"));
        Assert.Equal(200, await TryAsync(web, address, name, Password));
        Assert.Equal(401, await TryAsync(web, address, name, "wrong horse"));
    }

    [Fact]
    public async Task Other_ways_to_write_the_same_address_are_the_same_account()
    {
        var model = await shared.GetAsync();
        using var web = model.CreateInsider(FoobarNames.Resources.Web1);
        var name = await web.SignUpAsync();
        var address = NewAddress();
        // The index of the table takes letters of full width for the usual ones.
        string[] writings = [name, name.ToUpperInvariant(), $" {name}", name.Replace('u', 'ｕ'), name.Replace('s', 'ｓ')];

        foreach (var writing in writings)
            Assert.Equal(401, await TryAsync(web, address, writing, "wrong horse"));

        Assert.Equal(429, await TryAsync(web, address, name, "wrong horse"));
    }

    [Fact]
    public async Task An_unknown_account_is_limited_like_a_known_one()
    {
        var model = await shared.GetAsync();
        using var web = model.CreateInsider(FoobarNames.Resources.Web1);
        var (unknown, address) = ($"user{Guid.NewGuid():N}", NewAddress());

        var answers = new List<int>();
        for (var i = 0; i < 6; i++)
            answers.Add(await TryAsync(web, address, unknown, Password));

        Assert.Equal([401, 401, 401, 401, 401, 429], answers);
    }

    [Fact]
    public async Task Many_attempts_at_the_same_time_are_no_way_round_the_limit()
    {
        var model = await shared.GetAsync();
        using var one = model.CreateInsider(FoobarNames.Resources.Web1);
        using var two = model.CreateInsider(FoobarNames.Resources.Web2);
        var name = await one.SignUpAsync();
        var address = NewAddress();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => TryAsync(i % 2 == 0 ? one : two, address, name, "wrong horse")));

        Assert.Equal((5, 11), (answers.Count(answer => answer == 401), answers.Count(answer => answer == 429)));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_take_the_same_time()
    {
        var model = await shared.GetAsync();
        using var web = model.CreateInsider(FoobarNames.Resources.Web1);

        // The least of some: what else the machine does only adds to a time. Where it does much, more are needed; each account is tried once.
        var (wrong, unknown) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < MostTries && (i < FewestTries || !IsAlike(unknown / wrong)); i++)
        {
            var name = await web.SignUpAsync();
            wrong = Least(wrong, await TimeAsync(web, name));
            unknown = Least(unknown, await TimeAsync(web, $"x{name}"));
        }

        // Without the hash of a password an answer takes a tenth.
        Assert.True(IsAlike(unknown / wrong), $"An unknown account took {unknown.TotalMilliseconds:0.0} ms, a wrong password {wrong.TotalMilliseconds:0.0} ms.");
    }

    private static bool IsAlike(double ratio) => ratio is > 0.6 and < 1.6;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> TimeAsync(HttpClient client, string name)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(401, await TryAsync(client, NewAddress(), name, "wrong horse"));
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<int> TryAsync(HttpClient client, string address, string name, string password)
    {
        using var response = await SignInAsync(client, address, name, password);
        return (int)response.StatusCode;
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string address, string name, string password) => client.SendAsync(
        "POST /api/users/login", JsonSerializer.Serialize(new { user = new { email = $"{name}@example.org", password } }), ("X-Forwarded-For", address));

    private static string NewAddress()
    {
        var number = Interlocked.Increment(ref s_address);
        return $"10.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}";
    }
}
