using System.Data.Common;
using Aspire.MySqlConnector;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MySqlConnector;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aspire.Tests.MySqlConnector;

public sealed class RegistrationTests
{
    [Fact]
    public void A_data_source_is_one_for_all_and_connections_are_new_each_time()
    {
        using var host = Build(builder => builder.AddMySqlDataSource("db"), ("ConnectionStrings:db", "Server=one"));
        var source = host.Services.GetRequiredService<MySqlDataSource>();
        Assert.Same(source, host.Services.GetRequiredService<DbDataSource>());
        Assert.NotSame(host.Services.GetRequiredService<MySqlConnection>(), host.Services.GetRequiredService<MySqlConnection>());
        Assert.IsType<MySqlConnection>(host.Services.GetRequiredService<DbConnection>());
        Assert.Equal("one", ServerOf(source));
    }

    [Fact]
    public void Keyed_data_sources_live_side_by_side()
    {
        using var host = Build(builder =>
        {
            builder.AddKeyedMySqlDataSource("one");
            builder.AddKeyedMySqlDataSource("two");
        }, ("ConnectionStrings:one", "Server=1st"), ("ConnectionStrings:two", "Server=2nd"));
        Assert.Equal("1st", ServerOf(host.Services.GetRequiredKeyedService<MySqlDataSource>("one")));
        Assert.Equal("2nd", ServerOf((MySqlDataSource)host.Services.GetRequiredKeyedService<DbDataSource>("two")));
        Assert.NotNull(host.Services.GetRequiredKeyedService<MySqlConnection>("one"));
        Assert.NotNull(host.Services.GetRequiredKeyedService<DbConnection>("two"));
        Assert.Null(host.Services.GetService<MySqlDataSource>());
        Assert.Equal(["MySql_one", "MySql_two"], Checks(host));
    }

    [Theory]
    [InlineData(1, "general")]
    [InlineData(2, "named")]
    [InlineData(3, "connection")]
    [InlineData(4, "code")]
    public void Later_settings_win(int count, string expected)
    {
        (string, string)[] settings =
        [
            ("Aspire:MySqlConnector:ConnectionString", "Server=general"),
            ("Aspire:MySqlConnector:db:ConnectionString", "Server=named"),
            ("ConnectionStrings:db", "Server=connection"),
        ];
        string? seen = null;
        using var host = Build(builder => builder.AddMySqlDataSource("db", given =>
        {
            seen = given.ConnectionString;
            if (count == 4)
                given.ConnectionString = "Server=code";
        }), [.. settings.Take(count)]);
        Assert.Equal(expected, ServerOf(host.Services.GetRequiredService<MySqlDataSource>()));
        Assert.Equal(count == 4 ? "Server=connection" : $"Server={expected}", seen);
    }

    [Fact]
    public void A_missing_connection_string_is_told_when_the_data_source_is_needed()
    {
        using var host = Build(builder => builder.AddMySqlDataSource("db"));
        Assert.Equal("ConnectionString is missing. It should be provided in 'ConnectionStrings:db' or under the 'ConnectionString' key in 'Aspire:MySqlConnector' configuration section.",
            Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<MySqlDataSource>).Message);
    }

    [Fact]
    public void A_health_check_is_added_once_per_name()
    {
        using var host = Build(builder =>
        {
            builder.AddMySqlDataSource("db");
            builder.AddMySqlDataSource("db");
            builder.AddKeyedMySqlDataSource("other");
        });
        Assert.Equal(["MySql", "MySql_other"], Checks(host));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_unhealthy()
    {
        using var host = Build(builder => builder.AddMySqlDataSource("db"), ("ConnectionStrings:db", $"Server=127.0.0.1;Port={Aspire.Hosting.Local.LocalPorts.Allocate()};User ID=root"));
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.NotNull(report.Entries["MySql"].Description);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checks_and_telemetry_can_be_left_out(bool leaveOut)
    {
        using var host = Build(builder => builder.AddMySqlDataSource("db", settings =>
            (settings.DisableHealthChecks, settings.DisableTracing, settings.DisableMetrics) = (leaveOut, leaveOut, leaveOut)));
        Assert.Equal(leaveOut, host.Services.GetService<IOptions<HealthCheckServiceOptions>>()?.Value.Registrations is null or { Count: 0 });
        Assert.Equal(leaveOut, host.Services.GetService<TracerProvider>() is null);
        Assert.Equal(leaveOut, host.Services.GetService<MeterProvider>() is null);
    }

    [Fact]
    public void Telemetry_can_be_left_out_by_configuration()
    {
        MySqlConnectorSettings? seen = null;
        using var host = Build(builder => builder.AddMySqlDataSource("db", settings => seen = settings),
            ("Aspire:MySqlConnector:DisableTracing", "true"), ("Aspire:MySqlConnector:db:DisableMetrics", "true"));
        Assert.Equal((true, true, false), (seen!.DisableTracing, seen.DisableMetrics, seen.DisableHealthChecks));
    }

    private static IHost Build(Action<HostApplicationBuilder> add, params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(configuration.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
        add(builder);
        return builder.Build();
    }

    private static IEnumerable<string> Checks(IHost host) =>
        host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(registration => registration.Name);

    private static string ServerOf(MySqlDataSource source) => new MySqlConnectionStringBuilder(source.ConnectionString).Server;
}
