namespace Foobar.Gateway.Forwarding;

/// <summary>Has something done when a moment has passed that is put off again and again.</summary>
/// <remarks>A timer that is set anew each time would be dear: it is left alone, and looks at the time when it is over.</remarks>
internal sealed class Deadline : IDisposable
{
    private const long None = 0;
    private const long Passed = -1;

    private readonly Action _onPassed;
    private readonly Timer _timer;
    private long _at = None; // in the system's milliseconds
    private bool _isTimed; // the timer runs

    /// <param name="onPassed">What is done, by another thread.</param>
    public Deadline(Action onPassed)
    {
        _onPassed = onPassed;
        _timer = new Timer(static deadline => ((Deadline)deadline!).Look(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>It has passed.</summary>
    public bool HasPassed => Volatile.Read(ref _at) == Passed;

    /// <summary>Puts it off: it is so many milliseconds from now.</summary>
    public void PutOff(int milliseconds)
    {
        Volatile.Write(ref _at, Environment.TickCount64 + milliseconds);
        Start(milliseconds);
    }

    /// <summary>There is none any more; false when it has passed before.</summary>
    public bool TryLift() => Interlocked.Exchange(ref _at, None) != Passed;

    public void Dispose() => _timer.Dispose();

    private void Start(long milliseconds)
    {
        if (!Interlocked.Exchange(ref _isTimed, true))
            _timer.Change(milliseconds, Timeout.Infinite);
    }

    private void Look()
    {
        Volatile.Write(ref _isTimed, false);
        while (Volatile.Read(ref _at) is var at and > 0)
        {
            if (at - Environment.TickCount64 is var left and > 0)
            {
                Start(left);
                return;
            }
            if (Interlocked.CompareExchange(ref _at, Passed, at) == at)
                _onPassed();
        }
    }
}
