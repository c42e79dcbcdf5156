namespace Chaos.Load;

/// <summary>Time since the start of a run.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The provider behind it, for waiting.</summary>
    public TimeProvider Provider => time;

    /// <summary>How long the run lasts by now.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);
}
