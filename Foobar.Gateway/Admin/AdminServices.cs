using Foobar.Gateway.Configuration;

namespace Foobar.Gateway.Admin;

/// <summary>Registers the operators' server.</summary>
internal static class AdminServices
{
    /// <summary>Adds the server, which starts when a port is configured.</summary>
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddFixedOptions<AdminOptions, AdminOptionsValidator>(builder.Configuration.GetSection(AdminOptions.Section));
        builder.Services.AddSingleton<Statistics>();
        builder.Services.AddSingleton<AdminServer>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AdminServer>());
    }
}
