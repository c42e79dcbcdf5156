using Foobar.Gateway.Transport;

namespace Foobar.Tests.Integration.Gateway.Transport;

public sealed class GateTests
{
    private readonly Gate _gate = new();

    [Fact]
    public void Nothing_was_told_yet()
    {
        Assert.True(_gate.IsShut);
        Assert.False(_gate.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public void Who_waits_goes_on_when_it_is_told()
    {
        var wait = _gate.WaitAsync().AsTask();

        _gate.Open();

        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_was_told_before_is_not_waited_for()
    {
        _gate.Open();

        Assert.False(_gate.IsShut);
        Assert.True(_gate.WaitAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void When_all_was_taken_it_is_waited_for_again()
    {
        _gate.Open();

        _gate.Exhaust(_gate.Told);

        Assert.True(_gate.IsShut);
        Assert.False(_gate.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public void What_is_told_while_somebody_finds_nothing_is_not_lost()
    {
        var told = _gate.Told;
        _gate.Open();

        _gate.Exhaust(told);

        Assert.True(_gate.WaitAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void The_end_stays()
    {
        _gate.Open(forGood: true);

        _gate.Exhaust(_gate.Told);

        Assert.True(_gate.WaitAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Nothing_is_lost_between_two_threads()
    {
        const int Rounds = 200_000;
        var sent = 0;
        var teller = new Thread(() =>
        {
            for (var i = 1; i <= Rounds; i++)
            {
                Volatile.Write(ref sent, i);
                _gate.Open();
            }
        }) { IsBackground = true };
        teller.Start();

        // As with a socket, and often in the thread that tells: look, and wait only when there was nothing new.
        for (var seen = 0; seen < Rounds;)
        {
            var told = _gate.Told;
            var there = Volatile.Read(ref sent);
            if (there > seen)
            {
                seen = there;
                continue;
            }
            _gate.Exhaust(told);
            await _gate.WaitAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
    }
}
