using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Foobar.Tests.Unit.ServiceDefaults;

/// <summary>The verb <c>health</c>, which containers are asked with.</summary>
public sealed class HealthQuestionTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HealthStatus.Healthy, 0)]
    [InlineData(HealthStatus.Degraded, 0)]
    [InlineData(HealthStatus.Unhealthy, 1)]
    public async Task A_service_that_runs_is_asked_for_its_state(HealthStatus state, int expected)
    {
        await using var service = await StartAsync(state);
        var port = new Uri(service.Urls.Single()).Port;

        var (exitCode, output, errors) = await AskAsync(string.Create(CultureInfo.InvariantCulture, $"{port};1"));

        Assert.Equal((expected, state.ToString(), ""), (exitCode, output, errors));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_not_ready()
    {
        // Bound and never listened on: nobody else gets the port.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var (exitCode, output, errors) = await AskAsync(port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"error: port {port} does not answer: "), errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http")]
    public async Task Without_a_port_the_setting_is_named(string? ports)
    {
        var (exitCode, _, errors) = await AskAsync(ports);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"error: HTTP_PORTS is '{ports}'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("health", true)]
    [InlineData("--health", false)]
    [InlineData("health now", false)]
    [InlineData("", false)]
    public void Only_the_verb_alone_asks(string arguments, bool expected) => Assert.Equal(expected, HealthQuestion.IsAsked(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static async Task<WebApplication> StartAsync(HealthStatus state)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.AddServiceDefaults();
        builder.Services.AddHealthChecks().AddCheck("state", () => new HealthCheckResult(state));
        var service = builder.Build();
        service.MapDefaultEndpoints();
        await service.StartAsync(Cancellation);
        return service;
    }

    /// <summary>On another thread: it blocks.</summary>
    private static Task<(int ExitCode, string Output, string Errors)> AskAsync(string? ports) => Task.Run(() =>
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = HealthQuestion.Ask(ports, output, errors);
        return (exitCode, output.ToString().Trim(), errors.ToString().Trim());
    }, Cancellation);
}
