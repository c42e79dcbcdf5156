using System.Data.Common;
using Aspire.MySqlConnector;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers MySQL data sources by the name of their connection string.</summary>
public static class AspireMySqlConnectorExtensions
{
    private const string Section = "Aspire:MySqlConnector";
    private const string TelemetryName = "MySqlConnector";

    /// <summary>Registers <see cref="MySqlDataSource"/> (singleton) and <see cref="MySqlConnection"/> (transient), with a health check and telemetry.</summary>
    public static void AddMySqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<MySqlConnectorSettings>? configureSettings = null) =>
        builder.AddMySqlDataSource(connectionName, configureSettings, serviceKey: null);

    /// <summary>The same under the service key <paramref name="name"/>, so that several can live side by side.</summary>
    public static void AddKeyedMySqlDataSource(this IHostApplicationBuilder builder, string name, Action<MySqlConnectorSettings>? configureSettings = null) =>
        builder.AddMySqlDataSource(name, configureSettings, serviceKey: name);

    private static void AddMySqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<MySqlConnectorSettings>? configureSettings, string? serviceKey)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = ReadSettings(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);

        builder.Services.AddDataSource(settings, connectionName, serviceKey);
        if (!settings.DisableHealthChecks)
            builder.Services.AddHealthCheckOnce(serviceKey);
        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(TelemetryName));
        if (!settings.DisableMetrics)
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(TelemetryName));
    }

    /// <summary>The general section, then the one of this name, then the connection string; later ones win.</summary>
    private static MySqlConnectorSettings ReadSettings(IConfiguration configuration, string connectionName)
    {
        var settings = new MySqlConnectorSettings();
        var section = configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        if (configuration.GetConnectionString(connectionName) is { } connectionString)
            settings.ConnectionString = connectionString;
        return settings;
    }

    private static void AddDataSource(this IServiceCollection services, MySqlConnectorSettings settings, string connectionName, string? serviceKey)
    {
        MySqlDataSource Create(IServiceProvider provider)
        {
            if (string.IsNullOrEmpty(settings.ConnectionString))
            {
                throw new InvalidOperationException($"ConnectionString is missing. It should be provided in 'ConnectionStrings:{connectionName}' "
                    + $"or under the 'ConnectionString' key in '{Section}' configuration section.");
            }
            var source = new MySqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(provider.GetService<ILoggerFactory>());
            return (serviceKey is null ? source : source.UseName(serviceKey)).Build();
        }
        if (serviceKey is null)
        {
            services.AddSingleton(Create);
            services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<MySqlDataSource>());
            services.AddTransient(provider => provider.GetRequiredService<MySqlDataSource>().CreateConnection());
            services.AddTransient<DbConnection>(provider => provider.GetRequiredService<MySqlConnection>());
            return;
        }
        services.AddKeyedSingleton(serviceKey, (provider, _) => Create(provider));
        services.AddKeyedSingleton<DbDataSource>(serviceKey, (provider, key) => provider.GetRequiredKeyedService<MySqlDataSource>(key));
        services.AddKeyedTransient(serviceKey, (provider, key) => provider.GetRequiredKeyedService<MySqlDataSource>(key).CreateConnection());
        services.AddKeyedTransient<DbConnection>(serviceKey, (provider, key) => provider.GetRequiredKeyedService<MySqlConnection>(key));
    }

    private static void AddHealthCheckOnce(this IServiceCollection services, string? serviceKey)
    {
        var name = serviceKey is null ? "MySql" : $"MySql_{serviceKey}";
        services.AddHealthChecks();
        services.Configure<HealthCheckServiceOptions>(options =>
        {
            if (options.Registrations.Any(registration => registration.Name == name))
                return;
            options.Registrations.Add(new HealthCheckRegistration(name,
                provider => new DataSourceHealthCheck(() => serviceKey is null
                    ? provider.GetRequiredService<MySqlDataSource>()
                    : provider.GetRequiredKeyedService<MySqlDataSource>(serviceKey)),
                failureStatus: null, tags: null));
        });
    }
}
