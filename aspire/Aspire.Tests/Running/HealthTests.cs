using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Tests.Running;

public sealed class HealthTests
{
    [Fact]
    public async Task A_resource_without_checks_is_healthy_while_it_runs_and_nothing_otherwise()
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        var application = await builder.StartAsync();
        Assert.Null(application.Snapshot("stage").HealthStatus);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        Assert.Equal(HealthStatus.Healthy, application.Snapshot("stage").HealthStatus);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Finished);
        Assert.Null(application.Snapshot("stage").HealthStatus);
    }

    [Fact]
    public async Task The_worst_report_counts_and_a_check_that_has_not_run_is_unhealthy()
    {
        var first = new SwitchableCheck { Status = HealthStatus.Healthy };
        var second = new SwitchableCheck { Gate = new TaskCompletionSource() };
        await using var builder = TestModel.Create();
        builder.Services.AddHealthChecks().AddCheck("first", first).AddCheck("second", second);
        var stage = StageResource.AddTo(builder, "stage").WithHealthCheck("first").WithHealthCheck("second");
        var application = await builder.StartAsync();
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        Assert.Equal(HealthStatus.Unhealthy, application.Snapshot("stage").HealthStatus);
        Assert.All(application.Snapshot("stage").HealthReports, report => Assert.Null(report.Status));

        second.Status = HealthStatus.Degraded;
        second.Gate.SetResult();
        var degraded = await application.UntilAsync("stage", snapshot => snapshot.HealthStatus == HealthStatus.Degraded);
        Assert.Equal([("first", HealthStatus.Healthy), ("second", HealthStatus.Degraded)], degraded.Snapshot.HealthReports.Select(report => (report.Name, report.Status!.Value)));
        Assert.All(degraded.Snapshot.HealthReports, report => Assert.NotNull(report.LastRunAt));
        second.Status = HealthStatus.Healthy;
        await application.UntilAsync("stage", snapshot => snapshot.HealthStatus == HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_check_that_throws_is_unhealthy_with_its_reason()
    {
        await using var builder = TestModel.Create();
        builder.Services.AddHealthChecks().AddCheck("key", () => throw new InvalidOperationException("no luck today"));
        var stage = StageResource.AddTo(builder, "stage").WithHealthCheck("key");
        var application = await builder.StartAsync();
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        var failed = await application.UntilAsync("stage", snapshot => snapshot.HealthReports is [{ Status: HealthStatus.Unhealthy }]);
        Assert.Contains("no luck today", failed.Snapshot.HealthReports[0].ExceptionText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_without_checks_has_those_of_its_ancestor()
    {
        var check = new SwitchableCheck { Status = HealthStatus.Unhealthy };
        await using var builder = TestModel.Create();
        builder.Services.AddHealthChecks().AddCheck("key", check);
        var parent = StageResource.AddTo(builder, "parent").WithHealthCheck("key");
        var child = StageResource.AddTo(builder, "child").WithParentRelationship(parent);
        var application = await builder.StartAsync();
        await child.Resource.PlayAsync(application, KnownResourceStates.Running);
        await application.UntilAsync("child", snapshot => snapshot.HealthReports is [{ Name: "key", Status: HealthStatus.Unhealthy }]);
        check.Status = HealthStatus.Healthy;
        await application.UntilAsync("child", snapshot => snapshot.HealthStatus == HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_check_runs_only_while_the_resource_runs()
    {
        var check = new SwitchableCheck { Status = HealthStatus.Healthy };
        await using var builder = TestModel.Create();
        builder.Services.AddHealthChecks().AddCheck("key", check);
        var stage = StageResource.AddTo(builder, "stage").WithHealthCheck("key");
        var application = await builder.StartAsync();
        await stage.Resource.PlayAsync(application, KnownResourceStates.Waiting);
        Assert.Equal(0, check.Runs);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        await application.UntilAsync("stage", snapshot => snapshot.HealthStatus == HealthStatus.Healthy);
        Assert.Equal(1, check.Runs);
    }

    [Fact]
    public async Task A_check_that_is_not_registered_fails_the_build_by_name()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker").WithHealthCheck("absent");
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => builder.BuildAsync(Token));
        Assert.Contains("'absent'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'worker'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_check_cannot_be_put_on_a_resource_twice()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker").WithHealthCheck("key");
        Assert.Throws<DistributedApplicationException>(() => worker.WithHealthCheck("key"));
    }

    [Theory]
    [InlineData(200, null, HealthStatus.Healthy)]
    [InlineData(204, null, HealthStatus.Unhealthy)]
    [InlineData(302, null, HealthStatus.Unhealthy)]
    [InlineData(503, null, HealthStatus.Unhealthy)]
    [InlineData(204, 204, HealthStatus.Healthy)]
    [InlineData(200, 204, HealthStatus.Unhealthy)]
    public async Task An_http_check_asks_for_exactly_one_status_code(int answer, int? expected, HealthStatus health)
    {
        await using var server = new OneAnswerServer(answer);
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web").WithHttpEndpoint().WithHttpHealthCheck("/ready?a=1", expected).WithExplicitStart();
        web.WithEndpoint("http", endpoint => endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", server.Port));
        var application = await builder.BuildAsync(Token);

        var report = await application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        var (key, entry) = Assert.Single(report.Entries);
        Assert.Equal($"web_http_/ready?a=1_{expected ?? 200}_check", key);
        Assert.Equal(health, entry.Status);
        Assert.Equal("GET /ready?a=1 HTTP/1.1", server.LastRequestLine);
        if (health == HealthStatus.Unhealthy)
            Assert.Contains($"answered {answer}, expected {expected ?? 200}", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_http_check_of_a_port_where_nobody_listens_is_unhealthy_and_says_so()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("web").WithHttpEndpoint().WithHttpHealthCheck();
        var application = await builder.StartAsync();
        var failed = await application.UntilAsync("web", snapshot => snapshot.HealthReports is [{ Status: HealthStatus.Unhealthy }]);
        Assert.Contains("does not answer", failed.Snapshot.HealthReports[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_http_check_needs_an_http_endpoint()
    {
        await using var builder = TestModel.Create();
        var raw = builder.AddSleeper("raw").WithEndpoint(name: "tcp");
        Assert.Throws<DistributedApplicationException>(() => raw.WithHttpHealthCheck());
        Assert.Contains("neither http nor https", Assert.Throws<DistributedApplicationException>(() => raw.WithHttpHealthCheck(endpointName: "tcp")).Message, StringComparison.Ordinal);
        Assert.Contains("'absent'", Assert.Throws<DistributedApplicationException>(() => raw.WithHttpHealthCheck(endpointName: "absent")).Message, StringComparison.Ordinal);
        var https = builder.AddSleeper("secure").WithHttpsEndpoint().WithHttpHealthCheck("/x");
        Assert.Equal("secure_https_/x_200_check", Assert.Single(https.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
    }

    [Fact]
    public void Checks_come_often_while_a_resource_starts_and_pause_longer_the_more_they_fail_later()
    {
        var starting = new HealthCheckSchedule();
        Assert.Equal(200, starting.GetDelay(HealthStatus.Unhealthy, everHealthy: false).TotalMilliseconds);
        Assert.Equal(5, starting.GetDelay(HealthStatus.Healthy, everHealthy: false).TotalSeconds);
        var later = new HealthCheckSchedule();
        Assert.Equal([1, 2, 3, 4, 5, 5], Enumerable.Range(0, 6).Select(_ => later.GetDelay(HealthStatus.Degraded, everHealthy: true).TotalSeconds));
        later.GetDelay(HealthStatus.Healthy, everHealthy: true);
        Assert.Equal(1, later.GetDelay(HealthStatus.Unhealthy, everHealthy: true).TotalSeconds);
    }

    private sealed class SwitchableCheck : IHealthCheck
    {
        private int _runs;

        public HealthStatus Status { get; set; }

        public TaskCompletionSource? Gate { get; init; }

        public int Runs => _runs;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _runs);
            if (Gate is { } gate)
                await gate.Task.WaitAsync(cancellationToken);
            return new HealthCheckResult(Status);
        }
    }

    /// <summary>Answers every request with the same status.</summary>
    private sealed class OneAnswerServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public OneAnswerServer(int status)
        {
            _listener.Start();
            _serving = ServeAsync(status);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string? LastRequestLine { get; private set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task ServeAsync(int status)
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(Token);
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                LastRequestLine = await reader.ReadLineAsync(Token);
                while (await reader.ReadLineAsync(Token) is { Length: > 0 })
                {
                }
                var location = status == 302 ? "Location: /elsewhere\r\n" : "";
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n"), Token);
            }
        }
    }
}
