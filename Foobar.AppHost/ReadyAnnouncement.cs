using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost;

/// <summary>Tells the developer at the console when and where the site is there.</summary>
internal static partial class ReadyAnnouncement
{
    /// <summary>Logs the address of an endpoint when its resource is ready for the first time, and how long that took from the start of the process.</summary>
    public static IResourceBuilder<ProjectResource> AnnounceWhenReady(this IResourceBuilder<ProjectResource> project, string endpointName)
    {
        var announced = 0;
        return project.OnResourceReady((resource, ready, _) =>
        {
            if (Interlocked.Exchange(ref announced, 1) == 0)
            {
                var logger = ready.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ReadyAnnouncement).Namespace!);
                LogReady(logger, resource.GetEndpoint(endpointName).Url, (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds);
            }
            return Task.CompletedTask;
        });
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The site is ready at {Address} ({Seconds:0.0} s after the start).")]
    private static partial void LogReady(ILogger logger, string address, double seconds);
}
