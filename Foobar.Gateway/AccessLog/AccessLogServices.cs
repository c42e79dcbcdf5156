namespace Foobar.Gateway.AccessLog;

/// <summary>Registers the access log.</summary>
internal static class AccessLogServices
{
    /// <summary>Adds the log, which is written when a path is configured.</summary>
    public static void AddAccessLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection(AccessLogOptions.Section).Get<AccessLogOptions>() ?? new AccessLogOptions());
        builder.Services.AddSingleton<AccessLogWriter>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AccessLogWriter>());
    }

    /// <summary>Logs every request that comes to what follows.</summary>
    public static void UseAccessLog(this IApplicationBuilder app) => app.UseMiddleware<AccessLogging>();
}
