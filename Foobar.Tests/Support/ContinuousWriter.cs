using Dapper;
using MySqlConnector;

namespace Foobar.Tests.Support;

/// <summary>Writes numbers into the table <c>foobar.marks</c>, one after another, until it is disposed; a write that fails fails the test.</summary>
internal sealed class ContinuousWriter : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly MySqlConnection _connection;
    private readonly Task _writing;
    private volatile int _written;

    private ContinuousWriter(MySqlConnection connection)
    {
        _connection = connection;
        _writing = Task.Run(WriteAsync);
    }

    public static async Task<ContinuousWriter> StartAsync(RunningModel model, string primary) => new(await MemberDatabase.OpenAsync(model, primary));

    /// <summary>Waits until so many numbers are written, and returns all that are.</summary>
    public async Task<List<int>> WaitForAsync(int count)
    {
        await Eventually.BecomesTrueAsync(_ =>
        {
            Assert.False(_writing.IsFaulted, $"A write failed: {_writing.Exception?.InnerException?.Message}");
            return Task.FromResult(_written >= count);
        }, $"{count} writes");
        return [.. Enumerable.Range(1, _written)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _connection.ExecuteAsync("INSERT INTO foobar.marks (id) VALUES (@id)", new { id = _written + 1 });
            _written++;
        }
    }
}
