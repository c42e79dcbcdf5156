using System.Net;
using System.Net.Sockets;

namespace Aspire.Tests.Dashboard;

/// <summary>Resources are told where the dashboard of their run receives telemetry.</summary>
public sealed class OtlpWiringTests
{
    private const string GrpcUrl = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string HttpUrl = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    [Fact]
    public async Task A_port_that_is_taken_is_replaced_and_one_that_nobody_asked_for_is_chosen()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = $"http://localhost:{((IPEndPoint)holder.LocalEndpoint).Port}";
        await using var builder = CreateWithDashboard();
        builder.Configuration[GrpcUrl] = taken;
        var resource = builder.AddSleeper("worker").WithOtlpExporter();
        await using var application = await builder.StartAsync();

        var variables = await resource.GetVariablesAsync();
        var (grpc, http) = (builder.Configuration[GrpcUrl]!, builder.Configuration[HttpUrl]!);
        Assert.Equal((grpc, "grpc"), (variables["OTEL_EXPORTER_OTLP_ENDPOINT"], variables["OTEL_EXPORTER_OTLP_PROTOCOL"]));
        Assert.Equal($"x-otlp-api-key={builder.Configuration["AppHost:OtlpApiKey"]}", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal(32, builder.Configuration["AppHost:OtlpApiKey"]?.Length);
        Assert.Equal(3, new[] { taken, grpc, http }.Distinct().Count());
        Assert.All([grpc, http], url => Assert.StartsWith("http://localhost:", url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GrpcUrl, "http://collector.example:4317")]
    [InlineData(HttpUrl, "http://0.0.0.0:4318")]
    [InlineData(HttpUrl, "localhost")]
    public async Task Telemetry_is_received_on_this_machine_only(string name, string url)
    {
        await using var builder = CreateWithDashboard();
        builder.Configuration[name] = url;
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartAsync);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(url, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The dashboard's program is not there, so that none is started; all else is as with one.</summary>
    private static Aspire.Hosting.Testing.IDistributedApplicationTestingBuilder CreateWithDashboard()
    {
        var builder = TestModel.Create((options, _) => (options.DisableDashboard, options.AllowUnsecuredTransport) = (false, true));
        builder.Configuration["DcpPublisher:DashboardPath"] = Path.Combine(TestFolders.Root, "no-dashboard.dll");
        return builder;
    }
}
