extern alias dashboard;

using System.Text.RegularExpressions;
using Aspire.Tests.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Client;
using dashboard::Aspire.Dashboard.Components.Commands;
using dashboard::Aspire.Dashboard.Components.Pages;
using dashboard::Aspire.Dashboard.Protocol;
using dashboard::Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Tests.Dashboard;

/// <summary>What was pressed or typed while a page is drawn anew is not lost, because handlers stay the same.</summary>
public sealed class HandlerTests
{
    private static readonly Regex NotAMethod = new("""@bind|@on\w+="[^"]*=>""");

    [Theory]
    [InlineData(typeof(ResourcesPage), "/?resource=shop")]
    [InlineData(typeof(NoticeList), "/")]
    [InlineData(typeof(MetricsPage), "/metrics?meter=meter&instrument=requests&duration=720")]
    [InlineData(typeof(TimelinePage), "/timeline")]
    public async Task Drawing_anew_replaces_no_handler(Type page, string address)
    {
        await using var drawn = await DrawnPage.DrawAsync(page, address, services =>
        {
            services.GetRequiredService<ResourceStore>().Update([View("shop", "Running"), View("till", "Running") with { Relationships = [new RelationshipView("shop", "Parent")] }]);
            services.GetRequiredService<Notices>().Add(new Notice(NoticeKind.Success, "Started") { Result = "all of it" });
            var telemetry = services.GetRequiredService<TelemetryStore>();
            var now = (DateTime.UtcNow.Ticks - Samples.Start) / (double)TimeSpan.TicksPerSecond;
            telemetry.Metrics.Add([Samples.Point(now - 60, 1, attributes: new TelemetryAttribute("method", "GET")), Samples.Point(now - 30, 5, attributes: new TelemetryAttribute("method", "GET"))]);
        });
        var (handlers, drawings) = (drawn.Handlers, drawn.Drawings);
        Assert.True(handlers > 0);

        drawn.Services.GetRequiredService<ResourceStore>().Update([View("shop", "Stopping")]);
        await drawn.DrawAsync();

        Assert.True(drawn.Drawings > drawings);
        Assert.Equal((handlers, 0), (drawn.Handlers, drawn.ForgottenHandlers));
    }

    [Fact]
    public void Every_handler_is_a_method()
    {
        var components = Path.Combine(TestFolders.Repository, "aspire", "Aspire.Dashboard", "Components");
        var others = from file in Directory.EnumerateFiles(components, "*.razor", SearchOption.AllDirectories)
                     from line in File.ReadLines(file)
                     where NotAMethod.IsMatch(line)
                     select $"{Path.GetFileName(file)}: {line.Trim()}";
        Assert.Empty(others);
    }

    private static ResourceView View(string name, string state) => new()
    {
        Id = name,
        Name = name,
        Type = "Project",
        State = state,
        Properties = [new("key", "secret", IsSensitive: true)],
        Environment = [new("NAME", "value", IsSensitive: true) { IsFromModel = true }],
        Commands =
        [
            new() { Name = "stop", DisplayName = "Stop", IsHighlighted = true, IsEnabled = state == "Running" },
            new() { Name = "restart", DisplayName = "Restart", IsEnabled = state == "Running" },
        ],
    };
}
