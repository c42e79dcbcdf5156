using System.Threading.Channels;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Otlp.Reading;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Recording;

/// <summary>Keeps what is received in a file, and brings back what was kept before. Without a file it does nothing.</summary>
/// <remarks>It writes beside the receiver and may lose something in a flood; the receiver never waits for it.</remarks>
internal sealed partial class Recorder(IOptions<RecordingOptions> options, OtlpReceiver receiver, TimeProvider time, ILogger<Recorder> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>Bytes that wait to be written; what comes beyond them is not kept in the file.</summary>
    private const int MostWaitingBytes = 16 << 20;

    /// <summary>About what the pages can have of it: more would be read only to be forgotten.</summary>
    private const long MostReplayedBytes = 160 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<RecordedExport> _waiting = Channel.CreateUnbounded<RecordedExport>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RecordingFile? _file;
    private Task _writing = Task.CompletedTask;
    private int _waitingBytes;
    private int _lost;

    /// <summary>What is received is kept, and can be saved.</summary>
    public bool IsRecording => _file is not null;

    /// <summary>The name of the recording that is looked at; null when there is none.</summary>
    public string? Opened => options.Value.Open is { Length: > 0 } path ? Path.GetFileName(path) : null;

    /// <summary>Brings back what is in the file, before anything new is received.</summary>
    /// <exception cref="InvalidDataException">The recording that was to be looked at is none.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Open is { Length: > 0 } opened)
        {
            try
            {
                using var recording = RecordingFile.OpenToRead(opened);
                await ReplayAsync(recording, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException exception)
            {
                throw new InvalidDataException($"'{opened}' is no recording of this dashboard: {exception.Message}", exception);
            }
        }
        if (options.Value.Path is not { Length: > 0 } path)
            return;
        try
        {
            _file = RecordingFile.OpenOrCreate(path);
            await ReplayAsync(_file, cancellationToken).ConfigureAwait(false);
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
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        receiver.Received -= OnReceived;
        _waiting.Writer.TryComplete();
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

    /// <summary>Takes all of a signal out of the file.</summary>
    public async Task ForgetAsync(OtlpSignal signal)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_file is null)
                return;
            Write(_file);
            _file.Delete(signal);
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

    private async Task ReplayAsync(RecordingFile file, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var export in file.ReadLast(MostReplayedBytes))
        {
            try
            {
                await receiver.ReplayAsync(export.Signal, export.Content, cancellationToken).ConfigureAwait(false);
                count++;
            }
            catch (MalformedExportException exception)
            {
                // An earlier dashboard could read it; one request must not keep this one from starting.
                LogUnreadable(exception.Message);
            }
        }
        if (count > 0)
            LogReplayed(count);
    }

    private void OnReceived(OtlpSignal signal, ReadOnlyMemory<byte> request)
    {
        if (request.IsEmpty)
            return;
        if (Volatile.Read(ref _waitingBytes) + request.Length > MostWaitingBytes)
        {
            Interlocked.Increment(ref _lost);
            return;
        }
        Interlocked.Add(ref _waitingBytes, request.Length);
        _waiting.Writer.TryWrite(new RecordedExport(signal, time.GetUtcNow().UtcDateTime, request.ToArray()));
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
                receiver.Received -= OnReceived;
                _waiting.Writer.TryComplete();
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
        var exports = new List<RecordedExport>();
        while (_waiting.Reader.TryRead(out var export))
            exports.Add(export);
        if (exports.Count > 0)
            file.Append(exports, options.Value.MaxBytes);
        Interlocked.Add(ref _waitingBytes, -exports.Sum(export => export.Content.Length));
        if (Interlocked.Exchange(ref _lost, 0) is var lost and > 0)
            LogLost(lost);
    }

    [LoggerMessage(1, LogLevel.Warning, "Telemetry is not kept in '{Path}': {Reason}")]
    private partial void LogNotKept(string path, string reason);

    [LoggerMessage(2, LogLevel.Information, "{Count} requests of earlier telemetry are back.")]
    private partial void LogReplayed(int count);

    [LoggerMessage(4, LogLevel.Warning, "A request of earlier telemetry is left out: {Reason}")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Count} requests came faster than they could be kept in the file; the pages have them.")]
    private partial void LogLost(int count);
}
