using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Model;

/// <summary>The model of the application host, started here: real processes, fresh data that outlives a process.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    /// <summary>A fresh machine fetches a server first.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(5);

    private readonly DistributedApplication _app;
    private readonly OwnFolders _folders;

    private RunningSite(DistributedApplication app, OwnFolders folders)
    {
        _app = app;
        _folders = folders;
        Site = new SiteUnderTest(app);
    }

    /// <summary>The site.</summary>
    public SiteUnderTest Site { get; }

    /// <summary>Starts everything and returns when it is whole.</summary>
    /// <param name="log">The file for the log of the model and the console lines of its resources.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<RunningSite> StartAsync(string log, CancellationToken cancellationToken)
    {
        var folders = OwnFolders.Create();
        try
        {
            // Without volumes, a member would lose its data with its process.
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Foobar_AppHost>(["--Data:Persistent=true"], cancellationToken);
            builder.Services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddFilter("Polly", LogLevel.Warning).AddProvider(new FileLoggerProvider(log)));
            var running = new RunningSite(await builder.BuildAsync(cancellationToken), folders);
            try
            {
                await running._app.StartAsync(cancellationToken);
                await running.Site.WaitUntilWholeAsync(StartWithin, cancellationToken);
                return running;
            }
            catch
            {
                await running._app.DisposeAsync();
                throw;
            }
        }
        catch
        {
            folders.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folders.Dispose();
    }
}
