using Aspire.Dashboard.Access;
using Aspire.Dashboard.Client;
using Aspire.Dashboard.Components.Commands;
using Aspire.Dashboard.Console;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Recording;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Timeline;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard;

internal static class DashboardServices
{
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        // The files of a built, not published, project are where the build found them.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // The slim builder sets a format of its own, over the one that the application host asks for.
        builder.Services.Configure<ConsoleLoggerOptions>(builder.Configuration.GetSection("Logging:Console"));
        builder.Logging.AddConsole();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // After a restart of the dashboard every open page has a token of the keys that are gone; it gets a new one.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        // It warns of keys that are kept unencrypted; these are not kept.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

        var services = builder.Services;
        services.AddOptions<FrontendOptions>().BindConfiguration(FrontendOptions.Section).ValidateOnStart();
        services.AddOptions<ResourceServiceClientOptions>().BindConfiguration(ResourceServiceClientOptions.Section)
            .Configure<IConfiguration>(static (options, configuration) => options.Url ??= configuration[ResourceServiceClientOptions.UrlKey])
            .ValidateOnStart();
        services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section)
            .Configure<IConfiguration>(static (options, configuration) => options.ReadAddresses(configuration))
            .ValidateOnStart();
        services.AddOptions<RecordingOptions>().BindConfiguration(RecordingOptions.Section).ValidateOnStart();
        services.AddOptions<TelemetryLimits>().BindConfiguration(TelemetryLimits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FrontendOptions>, FrontendOptionsValidator>();
        services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>();
        services.AddSingleton<IValidateOptions<TelemetryLimits>, TelemetryLimitsValidator>();
        services.AddSingleton<IValidateOptions<RecordingOptions>, RecordingOptionsValidator>();
        services.AddSingleton<IValidateOptions<ResourceServiceClientOptions>, ResourceServiceClientOptionsValidator>();
        // An open page must not hold up the end of the application host.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new MemoryKeyRepository());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ConsoleJson.Default));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Session>();
        services.AddSingleton<ResourceServiceClient>();
        services.AddSingleton<ResourceStore>();
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<OtlpReceiver>();
        services.AddSingleton<ResourceHistory>();
        services.AddSingleton<Recorder>();
        // First what was kept, so that the oldest goes first.
        services.AddHostedService(provider => provider.GetRequiredService<Recorder>());
        if (string.IsNullOrEmpty(builder.Configuration[$"{RecordingOptions.Section}:{nameof(RecordingOptions.Open)}"]))
            services.AddHostedService<OtlpHost>();
        if (IsAlone(builder.Configuration))
            services.AddStandalone(builder);
        else
            services.AddHostedService<ResourceFollower>();
        services.AddScoped<Notices>();
        services.AddScoped<CommandDesk>();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A page that lost its connection comes back within seconds or is loaded anew.
            circuits.DisconnectedCircuitMaxRetained = 4;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(30);
        });
    }

    private static bool IsAlone(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration[ResourceServiceClientOptions.UrlKey]) && string.IsNullOrEmpty(configuration[$"{ResourceServiceClientOptions.Section}:Url"]);

    /// <summary>What an application host would have told: where to be, and who may come in.</summary>
    private static void AddStandalone(this IServiceCollection services, WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(StandaloneLogin.DefaultUrl);
        services.PostConfigure<FrontendOptions>(frontend => frontend.BrowserToken ??= StandaloneLogin.CreateToken());
        services.AddHostedService<StandaloneLogin>();
    }
}
