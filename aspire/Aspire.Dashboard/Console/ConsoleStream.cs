using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Aspire.Dashboard.Client;
using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Console;

/// <summary>The console logs of one or several instances as events. The id of an event says how far each log was read, so a page that reconnects misses and repeats nothing.</summary>
internal sealed class ConsoleStream(ResourceServiceClient client, IReadOnlyList<string> resourceIds, string? lastEventId)
{
    /// <summary>When the browser connects again after the connection broke.</summary>
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly int[] _positions = ReadPositions(lastEventId, resourceIds.Count);

    public async IAsyncEnumerable<SseItem<ConsoleLineView[]>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A slow page holds up its own stream: the application host drops its oldest lines then.
        var channel = Channel.CreateBounded<(int Index, ConsoleLineView[] Lines, int Position)>(resourceIds.Count);
        var readers = Task.WhenAll(resourceIds.Select((_, index) => ReadAsync(index, channel.Writer, stop.Token)));
        var ended = readers.ContinueWith(_ => channel.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            // The first event tells the page that it is connected, however long the log keeps silent.
            yield return Create([]);
            // The channel ends when its readers do, so the end of the request is no exception here.
            await foreach (var (index, lines, position) in channel.Reader.ReadAllAsync(CancellationToken.None))
            {
                _positions[index] = position;
                yield return Create(lines);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ended;
        }
    }

    private static int[] ReadPositions(string? lastEventId, int count)
    {
        var numbers = (lastEventId ?? "").Split('.');
        return [.. Enumerable.Range(0, count).Select(i => numbers.Length == count && int.TryParse(numbers[i], CultureInfo.InvariantCulture, out var number) ? number : 0)];
    }

    private SseItem<ConsoleLineView[]> Create(ConsoleLineView[] lines) => new(lines)
    {
        EventId = string.Join('.', _positions.Select(position => position.ToString(CultureInfo.InvariantCulture))),
        ReconnectionInterval = Reconnect,
    };

    private async Task ReadAsync(int index, ChannelWriter<(int Index, ConsoleLineView[] Lines, int Position)> writer, CancellationToken cancellationToken)
    {
        try
        {
            var id = resourceIds[index];
            var replica = resourceIds.Count == 1 ? null : id[(id.LastIndexOf('-') + 1)..];
            var parser = new AnsiParser();
            await foreach (var lines in client.ReadConsoleAsync(id, _positions[index], follow: true, cancellationToken))
            {
                if (lines.Length > 0)
                    await writer.WriteAsync((index, [.. lines.Select(line => CreateView(line, replica, parser))], lines[^1].Number), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            // The application host or the page went away: the stream ends, and a page that is still there connects again.
        }
    }

    private static ConsoleLineView CreateView(ConsoleLine line, string? replica, AnsiParser parser)
    {
        var (time, text) = ConsoleText.Split(line.Text);
        return new ConsoleLineView(line.Number, time, replica, line.IsError, parser.Parse(text));
    }
}
