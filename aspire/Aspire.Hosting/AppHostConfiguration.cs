using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>The configuration of an application host, in the official order of sources.</summary>
internal static class AppHostConfiguration
{
    /// <summary>ASPIRE_ variables, then DOTNET_ variables, appsettings, user secrets, all variables, the command line; later ones win.</summary>
    public static HostApplicationBuilder CreateHostBuilder(HostApplicationBuilderSettings settings, AppHostIdentity identity)
    {
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddEnvironmentVariables("ASPIRE_");
        var host = new HostApplicationBuilder(settings);
        if (host.Environment.IsDevelopment() && identity.Assembly is { } assembly && assembly != System.Reflection.Assembly.GetEntryAssembly())
        {
            // The host adds the secrets of the entry assembly only; a test's is not the application host's.
            host.Configuration.AddUserSecrets(assembly, optional: true);
            host.Configuration.AddEnvironmentVariables();
            host.Configuration.AddCommandLine(settings.Args ?? []);
        }
        host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        return host;
    }

    /// <exception cref="DistributedApplicationException">The operation is not known.</exception>
    public static DistributedApplicationOperation GetOperation(IConfiguration configuration)
    {
        var operation = configuration["AppHost:Operation"];
        return operation?.ToLowerInvariant() switch
        {
            "publish" => DistributedApplicationOperation.Publish,
            "run" => DistributedApplicationOperation.Run,
            null => configuration["Publishing:Publisher"] is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
            _ => throw new DistributedApplicationException($"The operation '{operation}' is not known. Known: run, publish."),
        };
    }

    public static void AddIdentity(ConfigurationManager configuration, AppHostIdentity identity, DistributedApplicationOperation operation, string applicationName) =>
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppHost:Directory"] = identity.Directory,
            ["AppHost:Path"] = Path.Combine(identity.Directory, identity.ProjectName ?? applicationName),
            [AppHostIdentity.ShaKey] = identity.GetSha(operation, applicationName),
        });
}
