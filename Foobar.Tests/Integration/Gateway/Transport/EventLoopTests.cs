using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Foobar.Tests.Integration.Gateway.Transport;

public sealed class EventLoopTests
{
    /// <summary>Pairs are spread over the loops, and each has several.</summary>
    private static readonly int s_visitors = 24 * Environment.ProcessorCount;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_destinations_answer_goes_before_what_visitors_ask()
    {
        using var pairs = new Pairs();
        var visitors = await pairs.ConnectAsync(s_visitors);
        var destinations = await pairs.ConnectAsync(s_visitors / 3, goesFirst: true);
        var order = new ConcurrentQueue<(int Thread, bool IsDestination)>();
        using var all = new CountdownEvent(visitors.Count + destinations.Count);
        foreach (var pair in pairs.All)
        {
            var isDestination = destinations.Contains(pair);
            WhenReady(pair, () =>
            {
                order.Enqueue((Environment.CurrentManagedThreadId, isDestination));
                all.Signal();
            });
        }

        using var block = await BlockAsync((await pairs.ConnectAsync(1))[0]);
        foreach (var pair in visitors.Concat(destinations))
            pair.Other.Send("x"u8);
        block.Lift();

        Assert.True(all.Wait(s_patience, Cancellation));
        var ofThatLoop = order.Where(seen => seen.Thread == block.Thread).Select(seen => seen.IsDestination).ToList();
        Assert.Contains(true, ofThatLoop);
        Assert.Contains(false, ofThatLoop);
        Assert.DoesNotContain(true, ofThatLoop.SkipWhile(isDestination => isDestination));
    }

    [Fact]
    public async Task What_becomes_ready_while_it_waits_for_its_turn_is_not_lost()
    {
        using var pairs = new Pairs();
        var (first, second) = await FindTwoOfOneLoopAsync(await pairs.ConnectAsync(Environment.ProcessorCount + 1));
        var visitors = await pairs.ConnectAsync(s_visitors);
        var received = visitors.Select(ReceiveAllAsync).ToList();

        using var block = await BlockAsync(first);
        var blocking = BlockAsync(second);
        foreach (var pair in visitors)
            pair.Other.Send("one "u8);
        block.Lift();
        using var next = await blocking; // the loop has been told of the visitors, and they wait behind this one
        foreach (var pair in visitors)
        {
            pair.Other.Send("two"u8);
            pair.Other.Shutdown(SocketShutdown.Send);
        }
        next.Lift();

        Assert.All(await Task.WhenAll(received).WaitAsync(s_patience, Cancellation), text => Assert.Equal("one two", text));
    }

    /// <summary>Has the loop of a pair see to nothing else until the block is lifted.</summary>
    private static async Task<Block> BlockAsync(SocketPair pair)
    {
        var block = new Block();
        WhenReady(pair, block.Wait);
        pair.Other.Send("x"u8);
        await block.Begun.WaitAsync(Cancellation);
        return block;
    }

    private static async Task<(SocketPair First, SocketPair Second)> FindTwoOfOneLoopAsync(List<SocketPair> pairs)
    {
        var firstOf = new Dictionary<int, SocketPair>();
        foreach (var pair in pairs)
        {
            int thread;
            using (var block = await BlockAsync(pair))
                thread = block.Thread;
            Assert.Equal(1, pair.Own.Receive(new byte[16]));
            if (!firstOf.TryAdd(thread, pair))
                return (firstOf[thread], pair);
        }
        throw new InvalidOperationException("There are more loops than processors.");
    }

    /// <summary>Has something done by the loop itself.</summary>
    private static void WhenReady(SocketPair pair, Action action)
    {
        Assert.True(pair.Own.HasNothing);
        _ = ActAsync();

        async Task ActAsync()
        {
            await pair.Own.WaitToReceiveAsync().ConfigureAwait(false);
            action();
        }
    }

    private static async Task<string> ReceiveAllAsync(SocketPair pair)
    {
        var (room, text) = (new byte[16], "");
        while (true)
        {
            var count = pair.Own.Receive(room);
            if (count == 0)
                return text;
            if (count < 0)
                await pair.Own.WaitToReceiveAsync();
            else
                text += Encoding.ASCII.GetString(room, 0, count);
        }
    }

    private sealed class Block : IDisposable
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _isLifted = new();

        public Task Begun => _begun.Task;

        /// <summary>The loop's.</summary>
        public int Thread { get; private set; }

        public void Wait()
        {
            Thread = Environment.CurrentManagedThreadId;
            _begun.SetResult();
            _isLifted.Wait();
        }

        public void Lift() => _isLifted.Set();

        public void Dispose() => Lift();
    }

    private sealed class Pairs : IDisposable
    {
        public List<SocketPair> All { get; } = [];

        public async Task<List<SocketPair>> ConnectAsync(int count, bool goesFirst = false)
        {
            var pairs = new List<SocketPair>();
            while (pairs.Count < count)
            {
                pairs.Add(await SocketPair.ConnectAsync(goesFirst));
                All.Add(pairs[^1]);
            }
            return pairs;
        }

        public void Dispose() => All.ForEach(pair => pair.Dispose());
    }
}
