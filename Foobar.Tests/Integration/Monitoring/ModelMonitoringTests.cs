using System.Net.Http.Json;
using System.Text.Json;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Monitoring;

/// <summary>Prometheus and Alertmanager, started in the running model.</summary>
[Collection(ModelCollection.Name)]
public sealed class ModelMonitoringTests(SharedModel shared)
{
    [Fact]
    public async Task Whoever_starts_them_sees_every_process_of_the_services()
    {
        MonitoringProgram.Find("prometheus");
        var model = await shared.GetAsync();
        string[] programs = [FoobarNames.Resources.Alertmanager, FoobarNames.Resources.Prometheus];
        try
        {
            foreach (var program in programs)
            {
                await model.CommandAsync(program, KnownResourceCommands.StartCommand);
                await model.App.ResourceNotifications.WaitForResourceHealthyAsync(program, TestContext.Current.CancellationToken);
            }
            using var prometheus = model.App.CreateHttpClient(FoobarNames.Resources.Prometheus, "http");

            await Eventually.GetAsync<string>(async cancellationToken =>
            {
                var up = await prometheus.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/query?query=sum by (job) (up)", UriKind.Relative), cancellationToken);
                var jobs = up.GetProperty("data").GetProperty("result").EnumerateArray()
                    .Select(job => $"{job.GetProperty("metric").GetProperty("job")} {job.GetProperty("value")[1]}").Order(StringComparer.Ordinal);
                var seen = string.Join(", ", jobs);
                return (seen == "database 1, gateway 2, prometheus 1, web 2" ? seen : null, seen);
            });
            var alertmanagers = await prometheus.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/alertmanagers", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(1, alertmanagers.GetProperty("data").GetProperty("activeAlertmanagers").GetArrayLength());
        }
        finally
        {
            foreach (var program in programs)
                await model.App.ResourceCommands.ExecuteCommandAsync(program, KnownResourceCommands.StopCommand, CancellationToken.None);
        }
    }
}
