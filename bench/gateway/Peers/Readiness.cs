using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>Waits for a server that has been started.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when the address answers with success.</summary>
    /// <exception cref="InvalidOperationException">The server has ended, or does not answer in time; the message has its last words.</exception>
    public static async Task WaitAsync(Uri address, Server server, string name, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        client.DefaultRequestHeaders.Host = Site.Host;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        var last = "nothing";
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(address, deadline.Token);
                if (answer.IsSuccessStatusCode)
                    return;
                last = $"with status {(int)answer.StatusCode}";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                last = exception.Message;
            }
            if (server.HasEnded || deadline.IsCancellationRequested)
                throw new InvalidOperationException($"{name} {(server.HasEnded ? "has ended" : $"does not answer as it should: {last}")}.\n{server.LastWords}");
            await Task.Delay(Between, cancellationToken);
        }
    }
}
