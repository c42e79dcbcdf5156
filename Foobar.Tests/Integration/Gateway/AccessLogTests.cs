using System.Diagnostics;
using System.Text.Json;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>The lines that the gateway writes about requests.</summary>
public sealed class AccessLogTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_request_has_a_line_with_its_destination_attempts_and_times()
    {
        using var traced = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayMetrics.Meter,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(traced);
        await using var gone = ScriptedDestination.Breaking("");
        await using var only = ScriptedDestination.Answering(200, "12345");
        var path = Path.Combine(TestFolders.Data, $"{Guid.NewGuid():N}.log");
        await using (var gateway = await GatewayUnderTest.StartAsync([gone.Address, only.Address], ("AccessLog:Path", path)))
        {
            gateway.Client.DefaultRequestHeaders.Add("X-Request-Id", "mine-1");
            gateway.Client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "\"quoted\"/1");
            using var response = await gateway.Client.GetAsync("/a%20b?tag=%22", Cancellation);
            await gateway.StopAsync();
        }

        var line = Assert.Single(await ReadAsync(path));
        Assert.Equal("GET", line.GetProperty("method").GetString());
        Assert.Equal("/a%20b?tag=%22", line.GetProperty("target").GetString());
        Assert.Equal("HTTP/1.1", line.GetProperty("protocol").GetString());
        Assert.Equal("127.0.0.1", line.GetProperty("client").GetString());
        Assert.Equal((200, 5), (line.GetProperty("status").GetInt32(), line.GetProperty("bytes").GetInt32()));
        Assert.Equal(("web-2", 2), (line.GetProperty("destination").GetString(), line.GetProperty("attempts").GetInt32()));
        Assert.Equal("\"quoted\"/1", line.GetProperty("user_agent").GetString());
        Assert.Equal("mine-1", line.GetProperty("request_id").GetString());
        Assert.Equal(32, line.GetProperty("trace_id").GetString()!.Length);
        Assert.InRange(line.GetProperty("first_byte_ms").GetDouble(), double.Epsilon, line.GetProperty("duration_ms").GetDouble());
        Assert.InRange(line.GetProperty("time").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Lines_are_there_soon_and_all_of_them_at_the_end()
    {
        await using var only = ScriptedDestination.Answering(200);
        var path = Path.Combine(TestFolders.Data, $"{Guid.NewGuid():N}.log");
        string[] targets = [.. Enumerable.Range(0, 400).Select(number => $"/{number}")];
        await using (var gateway = await GatewayUnderTest.StartAsync([only.Address], ("AccessLog:Path", path)))
        {
            // The second one comes while the writer gathers.
            foreach (var target in targets[..2])
                (await gateway.Client.GetAsync(target, Cancellation)).Dispose();
            await Eventually.BecomesTrueAsync(async _ => (await ReadAsync(path)).Length == 2, "the lines of a gateway that runs");
            await Parallel.ForEachAsync(targets[2..], Cancellation, async (target, cancellation) => (await gateway.Client.GetAsync(target, cancellation)).Dispose());
            await gateway.StopAsync();
        }

        Assert.Equal(targets.Order(StringComparer.Ordinal), (await ReadAsync(path)).Select(line => line.GetProperty("target").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_gateway_answers_itself_has_a_line_without_a_destination()
    {
        await using var only = ScriptedDestination.Answering(200);
        var path = Path.Combine(TestFolders.Data, $"{Guid.NewGuid():N}.log");
        await using (var gateway = await GatewayUnderTest.StartAsync([only.Address], ("AccessLog:Path", path), ("Networks:Denied:0", "127.0.0.0/8")))
        {
            using var response = await gateway.Client.GetAsync("/", Cancellation);
            await gateway.StopAsync();
        }

        var line = Assert.Single(await ReadAsync(path));
        Assert.Equal((403, 0), (line.GetProperty("status").GetInt32(), line.GetProperty("attempts").GetInt32()));
        Assert.False(line.TryGetProperty("destination", out _));
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_stops_no_request()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("AccessLog:Path", Path.Combine(TestFolders.Data, "not", "here", "access.log")));

        using var response = await gateway.Client.GetAsync("/", Cancellation);

        Assert.True(response.IsSuccessStatusCode);
    }

    private static async Task<JsonElement[]> ReadAsync(string path) =>
        [.. (await File.ReadAllLinesAsync(path, Cancellation)).Select(line => JsonDocument.Parse(line).RootElement)];
}
