using Foobar.Gateway.Balancing;
using Foobar.Gateway.Configuration;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>A file of settings that is changed while the gateway runs.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string First = """{ "Balancing": { "Policy": "LeastRequests", "WaitingAtMost": 7 } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("foobar-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Good_changes_are_taken_and_bad_ones_are_refused_with_file_and_key()
    {
        var file = Path.Combine(_folder, "gateway.json");
        await File.WriteAllTextAsync(file, First, TestContext.Current.CancellationToken);
        using var log = new CollectedLog();
        await using var app = Build(file, log);
        var live = app.Services.GetRequiredService<LiveOptions<BalancingOptions>>();
        Assert.Equal(("LeastRequests", 7), (live.Current.Policy, live.Current.WaitingAtMost));

        await ChangeAsync(file, """{ "Balancing": { "Policy": "RoundRobin" """, () => log.Lines.Any(line => line.Message.Contains("gateway.json", StringComparison.Ordinal)));
        Assert.Equal(("LeastRequests", 7), (live.Current.Policy, live.Current.WaitingAtMost));

        await ChangeAsync(file, """{ "Balancing": { "Policy": "Chance" } }""", () => log.Lines.Any(line => line.Message.Contains("Balancing:Policy is 'Chance'", StringComparison.Ordinal)));
        Assert.Equal(("LeastRequests", 7), (live.Current.Policy, live.Current.WaitingAtMost));

        await ChangeAsync(file, """{ "Balancing": { "Policy": "RoundRobin", "WaitingAtMost": 8 } }""", () => live.Current.WaitingAtMost == 8);
        Assert.Equal("RoundRobin", live.Current.Policy);
    }

    [Fact]
    public void A_file_that_cannot_be_read_at_the_start_is_named()
    {
        var file = Path.Combine(_folder, "gateway.json");
        File.WriteAllText(file, "{ not json");
        using var log = new CollectedLog();

        var exception = Assert.ThrowsAny<Exception>(() => Build(file, log));

        Assert.Contains("gateway.json", exception.ToString(), StringComparison.Ordinal);
    }

    private static WebApplication Build(string file, CollectedLog log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true);
        builder.UseSteadyFiles();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddLiveOptions<BalancingOptions, BalancingOptionsValidator>(builder.Configuration.GetSection(BalancingOptions.Section));
        var app = builder.Build();
        app.LogUnreadableFiles();
        return app;
    }

    private static async Task ChangeAsync(string file, string text, Func<bool> isNoticed)
    {
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(isNoticed()), "the change is noticed");
    }
}
