using System.Diagnostics;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;
using GatewaySpeed.Machine;

namespace Foobar.Tests.Integration;

/// <summary>The web of an earlier version beside the present ones; <c>Foobar.Tests/previous-web</c> builds it and asks for this.</summary>
[Collection(OwnModelCollection.Name)]
public sealed class PreviousWebTests
{
    private const string Folder = "PREVIOUS_WEB";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task The_web_of_the_version_before_serves_beside_the_present_ones()
    {
        var folder = Environment.GetEnvironmentVariable(Folder) ?? throw new InvalidOperationException($"{Folder} must name the folder of the built web: run Foobar.Tests/previous-web.");
        await using var model = await RunningModel.StartAsync();
        var port = FreePorts.Find(1)[0];
        using var process = Start(model, folder, port);
        try
        {
            using var probe = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.BecomesTrueAsync(async cancellationToken => await IsHealthyAsync(probe, cancellationToken), "the previous web healthy");

            foreach (var isAuthorsWebOld in new[] { true, false })
            {
                using var old = CreateVisitor(model, port);
                using var present = model.CreateInsider(FoobarNames.Resources.Web1);
                await (isAuthorsWebOld ? UpgradeJourney.RunAsync(old, present) : UpgradeJourney.RunAsync(present, old));
            }
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Starts it with the variables of a present web, at a port of its own.</summary>
    private static Process Start(RunningModel model, string folder, int port)
    {
        Assert.True(model.App.ResourceNotifications.TryGetCurrentState(FoobarNames.Resources.Web1, out var state));
        var start = new ProcessStartInfo(Path.Combine(folder, "Foobar.Web")) { WorkingDirectory = folder };
        foreach (var variable in state.Snapshot.EnvironmentVariables.Where(variable => variable.IsFromSpec))
            start.Environment[variable.Name] = variable.Value;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        return Process.Start(start)!;
    }

    private static HttpClient CreateVisitor(RunningModel model, int port)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", model.SiteAddress.Authority);
        return client;
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(FoobarNames.Health.Ready, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
