using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.ServiceDefaults.Stopping;

/// <summary>
/// Delays the end of a service that was asked to stop: it goes on to answer, says that it is not ready, and stops when every gateway has heard that or a
/// configured time is over.
/// </summary>
/// <remarks><c>Drain:AtMost</c> (default 2 s) is the longest delay; <c>Drain:AtLeast</c> (default zero) is for services whose clients do not ask for the health as gateways do.</remarks>
internal sealed partial class Draining(Probers probers, IHostApplicationLifetime lifetime, IConfiguration configuration, TimeProvider time, ILogger<Draining> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _atMost = configuration.GetValue("Drain:AtMost", TimeSpan.FromSeconds(2));
    private readonly TimeSpan _atLeast = configuration.GetValue("Drain:AtLeast", TimeSpan.Zero);

    /// <summary>The service was asked to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Notes who has asked for the health and what they were told.</summary>
    public void NoteProbe(HttpRequest request)
    {
        if (request.Headers[FoobarNames.Headers.Prober] is [{ Length: > 0 and <= 200 } prober])
            probers.Note(prober, HasBegun);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before anything else stops; the servers still listen.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(began) is var elapsed && (elapsed < _atLeast || (!probers.AllKnow && elapsed < _atMost)))
            await Task.Delay(Poll, time, CancellationToken.None);
        LogDrained(time.GetElapsedTime(began).TotalSeconds, probers.AllKnow ? "everybody who asks for its health knows" : "not everybody who asks for its health has heard of it");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 30, Level = LogLevel.Information, Message = "The service stops now, {Seconds:0.00} s after it was asked to: {Reason}.")]
    private partial void LogDrained(double seconds, string reason);
}
