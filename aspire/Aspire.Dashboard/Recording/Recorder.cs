using System.Text.Json;
using System.Threading.Channels;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Otlp.Reading;
using Aspire.Dashboard.Timeline;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Recording;

/// <summary>Keeps what is received, and what happens to resources, in a file, and brings back what was kept before. Without a file it does nothing.</summary>
/// <remarks>It writes beside the receiver and may lose something in a flood; the receiver never waits for it.</remarks>
internal sealed partial class Recorder(IOptions<RecordingOptions> options, OtlpReceiver receiver, ResourceHistory history, TimeProvider time, ILogger<Recorder> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>Bytes that wait to be written; what comes beyond them is not kept in the file.</summary>
    private const int MostWaitingBytes = 16 << 20;

    /// <summary>About what the pages can have of it: more would be read only to be forgotten.</summary>
    private const long MostReplayedBytes = 160 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<RecordedPart> _waiting = Channel.CreateUnbounded<RecordedPart>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RecordingFile? _file;
    private Task _writing = Task.CompletedTask;
    private int _waitingBytes;
    private int _lost;
    private long? _end;

    /// <summary>What is received is kept, and can be saved.</summary>
    public bool IsRecording => _file is not null;

    /// <summary>The name of the recording that is looked at; null when there is none.</summary>
    public string? Opened => options.Value.Open is { Length: > 0 } path ? Path.GetFileName(path) : null;

    /// <summary>What the pages take for now, as ticks in UTC: the end of the recording that is looked at, if there is one.</summary>
    public long Now => _end ?? time.GetUtcNow().UtcTicks;

    /// <summary>Brings back what is in the file, before anything new is received.</summary>
    /// <exception cref="InvalidDataException">The recording that was to be looked at is none.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Open is { Length: > 0 } opened)
        {
            try
            {
                using var recording = RecordingFile.OpenToRead(opened);
                var end = await ReplayAsync(recording, cancellationToken).ConfigureAwait(false);
                history.End(end);
                _end = end > 0 ? end : null;
            }
            catch (SqliteException exception)
            {
                throw new InvalidDataException($"'{opened}' is no recording of this dashboard: {exception.Message}", exception);
            }
        }
        if (options.Value.Path is not { Length: > 0 } path)
            return;
        long ended;
        try
        {
            _file = RecordingFile.OpenOrCreate(path);
            ended = await ReplayAsync(_file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The pages are worth something without yesterday's telemetry too, and the file may be worth something to somebody.
            LogNotKept(path, exception.Message);
            _file?.Dispose();
            _file = null;
            return;
        }
        receiver.Received += OnReceived;
        history.Added += OnChanged;
        // The end of the application host before this one, which had nobody to tell it to.
        history.End(ended);
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Unsubscribe();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }

    /// <summary>Writes all that is kept to a new file.</summary>
    /// <exception cref="InvalidOperationException">Nothing is kept.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_file is null)
                throw new InvalidOperationException("No telemetry is kept in a file.");
            Write(_file);
            _file.CopyTo(path);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes all of a kind out of the file.</summary>
    public async Task ForgetAsync(RecordedKind kind)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_file is null)
                return;
            Write(_file);
            _file.Delete(kind);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.ConfigureAwait(false);
        _file?.Dispose();
        _turn.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Returns when the last of it was received, as ticks in UTC.</summary>
    private async Task<long> ReplayAsync(RecordingFile file, CancellationToken cancellationToken)
    {
        var (count, last) = (0, 0L);
        foreach (var part in file.ReadLast(MostReplayedBytes))
        {
            last = part.ReceivedAt.Ticks;
            try
            {
                if (part.Kind == RecordedKind.Resource)
                    history.Replay(JsonSerializer.Deserialize(part.Content, ResourceMomentJson.Default.ResourceMoment)!);
                else
                    await receiver.ReplayAsync((OtlpSignal)part.Kind, part.Content, cancellationToken).ConfigureAwait(false);
                count++;
            }
            catch (Exception exception) when (exception is MalformedExportException or JsonException)
            {
                // An earlier dashboard could read it; one part must not keep this one from starting.
                LogUnreadable(exception.Message);
            }
        }
        if (count > 0)
            LogReplayed(count);
        return last;
    }

    private void Unsubscribe()
    {
        receiver.Received -= OnReceived;
        history.Added -= OnChanged;
        _waiting.Writer.TryComplete();
    }

    private void OnChanged(ResourceMoment moment) =>
        Take(new RecordedPart(RecordedKind.Resource, new DateTime(moment.Time, DateTimeKind.Utc), JsonSerializer.SerializeToUtf8Bytes(moment, ResourceMomentJson.Default.ResourceMoment)));

    private void OnReceived(OtlpSignal signal, ReadOnlyMemory<byte> request)
    {
        if (request.IsEmpty)
            return;
        if (Volatile.Read(ref _waitingBytes) + request.Length > MostWaitingBytes)
            Interlocked.Increment(ref _lost);
        else
            Take(new RecordedPart((RecordedKind)signal, time.GetUtcNow().UtcDateTime, request.ToArray()));
    }

    private void Take(RecordedPart part)
    {
        Interlocked.Add(ref _waitingBytes, part.Content.Length);
        _waiting.Writer.TryWrite(part);
    }

    private async Task WriteAllAsync()
    {
        // The last round is after the end of the channel, and writes what came before it.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                Write(_file!);
            }
            catch (SqliteException exception)
            {
                Unsubscribe();
                LogNotKept(options.Value.Path!, exception.Message);
                _file!.Dispose();
                _file = null;
                return;
            }
            finally
            {
                _turn.Release();
            }
            // What comes within a second is one transaction.
            await Task.Delay(Pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Write(RecordingFile file)
    {
        var parts = new List<RecordedPart>();
        while (_waiting.Reader.TryRead(out var part))
            parts.Add(part);
        if (parts.Count > 0)
            file.Append(parts, options.Value.MaxBytes);
        Interlocked.Add(ref _waitingBytes, -parts.Sum(part => part.Content.Length));
        if (Interlocked.Exchange(ref _lost, 0) is var lost and > 0)
            LogLost(lost);
    }

    [LoggerMessage(1, LogLevel.Warning, "Telemetry is not kept in '{Path}': {Reason}")]
    private partial void LogNotKept(string path, string reason);

    [LoggerMessage(2, LogLevel.Information, "{Count} requests and changes of earlier runs are back.")]
    private partial void LogReplayed(int count);

    [LoggerMessage(4, LogLevel.Warning, "A part of the telemetry of earlier runs is left out: {Reason}")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Count} requests came faster than they could be kept in the file; the pages have them.")]
    private partial void LogLost(int count);
}
