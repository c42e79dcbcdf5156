using Foobar.Database.Cluster;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Database;

public sealed class OperationsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Operations _operations;
    private int _tries;

    public OperationsTests() => _operations = new Operations(_time, NullLogger<Operations>.Instance);

    [Fact]
    public async Task What_has_failed_is_tried_again_after_twice_the_pause_each_time()
    {
        foreach (var pause in (double[])[0.5, 1, 2])
            await FailsAndPausesAsync(new InvalidOperationException("It is not ready."), TimeSpan.FromSeconds(pause));
    }

    [Fact]
    public async Task What_has_failed_is_not_tried_again_before_it_has_said_so()
    {
        var pause = TimeSpan.FromSeconds(80);
        await FailsAndPausesAsync(new RetryLaterException("The group has to forget it.", pause, new TimeoutException()), pause);
        Assert.Equal("The group has to forget it.", _operations.GetFailure("mysql-1"));
    }

    private async Task FailsAndPausesAsync(Exception failure, TimeSpan pause)
    {
        var tries = _tries;
        Assert.Equal(tries + 1, await CountTriesAsync(failure));
        _time.Advance(pause - TimeSpan.FromMilliseconds(1));
        Assert.Equal(tries + 1, await CountTriesAsync(failure));
        _time.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Looks twice, as the first look after an operation's end begins nothing; returns how often it was tried until now.</summary>
    private async Task<int> CountTriesAsync(Exception failure)
    {
        for (var look = 0; look < 2; look++)
        {
            _operations.Begin("mysql-1", "join the group", _ => Interlocked.Increment(ref _tries) > 0 ? Task.FromException(failure) : Task.CompletedTask, TestContext.Current.CancellationToken);
            await _operations.WhenDoneAsync();
        }
        return _tries;
    }
}
