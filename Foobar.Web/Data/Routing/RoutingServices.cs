using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Registers the routing data source.</summary>
internal static class RoutingServices
{
    /// <summary>Adds a data source per configured member, the probes, and the routing above them.</summary>
    public static void AddMySqlRouting(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(RoutingOptions.Section);
        builder.Services.AddOptions<RoutingOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RoutingOptions>, RoutingOptionsValidator>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<RoutingOptions>>().Value);

        var members = new RoutingOptions { Members = section[nameof(RoutingOptions.Members)] ?? "" }.MemberNames;
        foreach (var member in members.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            builder.AddKeyedMySqlDataSource(member, settings =>
            {
                // One member that is down must not make the web unready: the routing has a health check of its own.
                settings.DisableHealthChecks = true;
                settings.ConnectionString = WithDefaults(settings.ConnectionString);
            });
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RoutingTelemetry>();
        builder.Services.AddSingleton<Cluster>();
        builder.Services.AddSingleton<ClusterState>();
        builder.Services.AddSingleton<FreshnessGate>();
        builder.Services.AddSingleton<PrimaryReads>();
        builder.Services.AddSingleton<RoutingDataSource>();
        builder.Services.AddSingleton<SiteDatabase>();
        builder.Services.AddHostedService<ProbeService>();
        // One for all questions: it remembers the first good answer.
        builder.Services.AddSingleton<SchemaHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<RoutingHealthCheck>("mysql").AddCheck<SchemaHealthCheck>("schema");
    }

    /// <summary>The connection string with our defaults for what it leaves open.</summary>
    internal static string? WithDefaults(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return connectionString;
        var given = new MySqlConnectionStringBuilder(connectionString);
        void Default(string key, object value)
        {
            if (!given.ContainsKey(key))
                given[key] = value;
        }
        Default("Application Name", RoutingTelemetry.Name);
        // The deadlines above are for all attempts together, so one attempt may only take a part of them.
        Default("Connection Timeout", 2);
        Default("Default Command Timeout", 10);
        // Cancelling closes the socket, instead of asking a server that may hang to kill the query.
        Default("Cancellation Timeout", -1);
        Default("DateTimeKind", MySqlDateTimeKind.Utc);
        // Two webs and a development server's 200 connections.
        Default("Maximum Pool Size", 80);
        return given.ConnectionString;
    }
}
