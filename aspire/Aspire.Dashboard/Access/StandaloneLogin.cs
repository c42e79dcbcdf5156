using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Access;

/// <summary>Prints the login link where there is no application host to do it.</summary>
internal sealed partial class StandaloneLogin(IServer server, IOptions<FrontendOptions> options, IHostApplicationLifetime lifetime, ILogger<StandaloneLogin> logger) : IHostedService
{
    public const string DefaultUrl = "http://localhost:18888";

    /// <summary>32 random lower-case hex characters.</summary>
    public static string CreateToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            if (!options.Value.IsUnsecured)
                LogLogin($"{url}{LoginEndpoints.Path}?t={options.Value.BrowserToken}");
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Login to the dashboard at {Url}")]
    private partial void LogLogin(string url);
}
