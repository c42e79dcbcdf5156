using Foobar.Gateway.Configuration;

namespace Foobar.Gateway.Hosts;

/// <summary>Registers what decides by the host of a request.</summary>
internal static class HostServices
{
    /// <summary>Adds the site's hosts and HSTS.</summary>
    public static void AddHosts(this WebApplicationBuilder builder)
    {
        builder.Services.AddFixedOptions<HostNameOptions, HostNameOptionsValidator>(builder.Configuration.GetSection(HostNameOptions.Section));
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    /// <summary>Refuses unknown hosts, and leads all others to the site's own address over https.</summary>
    public static void UseHosts(this WebApplication app)
    {
        app.UseMiddleware<KnownHosts>();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseMiddleware<HttpsRedirection>();
    }
}
