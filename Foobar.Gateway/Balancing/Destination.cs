using Foobar.Gateway.Health;

namespace Foobar.Gateway.Balancing;

/// <summary>What the gateway knows of one destination; it stays over changes of the configuration.</summary>
internal sealed class Destination(string id, TimeProvider time)
{
    private int _inFlight;
    private long _returned;
    private bool _isWarming;
    private ServerAddress? _server;

    /// <summary>Its name in the configuration, such as <c>web-1</c>.</summary>
    public string Id { get; } = id;

    /// <summary>What the probes say.</summary>
    public ProbeHealth Probes { get; } = new(time);

    /// <summary>What the answers to visitors say.</summary>
    public Breaker Breaker { get; } = new(time);

    /// <summary>Requests, failures and times of the last minute and since the start.</summary>
    public DestinationFigures Figures { get; } = new(time);

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Since when an operator has it out, by which requests under way end and new ones go elsewhere; null for not at all.</summary>
    public DateTimeOffset? OutSince { get; private set; }

    /// <summary>An operator has it out.</summary>
    public bool IsTakenOut => OutSince is not null;

    /// <summary>An operator's weight; null for that of the configuration.</summary>
    public int? OwnWeight { get; set; }

    /// <summary>An operator takes it out.</summary>
    public void TakeOut() => OutSince ??= time.GetUtcNow();

    /// <summary>An operator puts it back; its share grows from now on.</summary>
    public void PutBack()
    {
        if (IsTakenOut)
            BeginSlowStart();
        OutSince = null;
    }

    /// <summary>The parts of its address, which stays the same for long; null for one that is no address.</summary>
    public ServerAddress? FindServer(string address) => _server is { } server && server.Address == address ? server : _server = ServerAddress.Parse(address);

    /// <summary>Takes a place for a request; false when there are as many under way as may be.</summary>
    /// <param name="limit">Requests at once.</param>
    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _inFlight) <= limit)
            return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>It is back after it was out: its share grows from now on.</summary>
    public void BeginSlowStart()
    {
        Volatile.Write(ref _returned, time.GetTimestamp());
        Volatile.Write(ref _isWarming, true);
    }

    /// <summary>The part of its share that it gets: 1, or less while it starts slowly.</summary>
    /// <param name="slowStart">Time until it has all of it.</param>
    public double GetWarmth(TimeSpan slowStart)
    {
        if (!Volatile.Read(ref _isWarming))
            return 1;
        var warmth = time.GetElapsedTime(Volatile.Read(ref _returned)) / slowStart;
        // A tenth from the first moment, or it would never be seen at work.
        if (warmth < 1)
            return Math.Max(warmth, 0.1);
        Volatile.Write(ref _isWarming, false);
        return 1;
    }

    /// <summary>Why it gets no request now; null when it may have one.</summary>
    /// <param name="isUnsafe">The request changes something.</param>
    public Exclusion? FindExclusion(bool isUnsafe)
    {
        if (IsTakenOut)
            return Exclusion.TakenOut;
        return Probes.Current.State switch
        {
            ProbeState.Down => Exclusion.Down,
            ProbeState.Draining => Exclusion.Draining,
            ProbeState.ReadsOnly when isUnsafe => Exclusion.ReadsOnly,
            _ => Breaker.State switch { BreakerState.Open => Exclusion.Failing, BreakerState.HalfOpen => Exclusion.OnTrial, _ => null },
        };
    }
}
