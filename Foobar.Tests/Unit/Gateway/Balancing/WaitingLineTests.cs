using Foobar.Gateway.Balancing;

namespace Foobar.Tests.Unit.Gateway.Balancing;

public sealed class WaitingLineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly WaitingLine _line = new();

    [Fact]
    public async Task The_first_one_looks_at_once_and_the_others_when_it_is_their_turn()
    {
        var (first, second) = (_line.TryJoin(9)!, _line.TryJoin(9)!);

        await WaitAsync(first);
        var waiting = WaitAsync(second);
        Assert.False(waiting.IsCompleted);
        _line.Leave(first);
        await waiting;

        Assert.Equal(1, _line.Count);
    }

    [Fact]
    public async Task A_call_that_comes_while_the_first_one_looks_is_not_lost()
    {
        var waiter = _line.TryJoin(9)!;
        await WaitAsync(waiter);

        _line.CallFirst();

        await WaitAsync(waiter);
    }

    [Fact]
    public void The_line_has_an_end()
    {
        Assert.NotNull(_line.TryJoin(2));
        Assert.NotNull(_line.TryJoin(2));
        Assert.Null(_line.TryJoin(2));
    }

    [Fact]
    public async Task One_that_gives_up_lets_the_next_one_look()
    {
        var (first, second) = (_line.TryJoin(9)!, _line.TryJoin(9)!);
        await WaitAsync(first);
        await Assert.ThrowsAsync<TimeoutException>(() => first.WaitAsync(TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken));

        _line.Leave(first);

        await WaitAsync(second);
    }

    private static Task WaitAsync(WaitingLine.Waiter waiter) => waiter.WaitAsync(Deadline, TimeProvider.System, TestContext.Current.CancellationToken);
}
