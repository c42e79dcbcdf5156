using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Admin;

/// <summary>Registers the operators' server.</summary>
internal static class AdminServices
{
    /// <summary>Adds the server, which starts when a port is configured.</summary>
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AdminOptions>().Bind(builder.Configuration.GetSection(AdminOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<AdminOptions>>().Value);
        builder.Services.AddSingleton<Statistics>();
        builder.Services.AddSingleton<AdminServer>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AdminServer>());
    }
}
