using System.Threading.Tasks.Sources;

namespace Foobar.Gateway.Transport;

/// <summary>Has one caller wait until a socket is ready for one thing, reading or writing.</summary>
/// <remarks>
/// The system tells of a change once, also while somebody is about to find that nothing was there. So what was told is counted: who found nothing says how much had
/// been told when it began to look.
/// </remarks>
internal sealed class Gate : IValueTaskSource
{
    private const int Nobody = 0;
    private const int Somebody = 1;

    private ManualResetValueTaskSourceCore<bool> _wait;
    private int _waiter = Nobody;
    private int _told;
    private int _seen; // of the one who waits
    private volatile bool _isOpenForGood;

    /// <summary>How much has been told until now.</summary>
    public int Told => Volatile.Read(ref _told);

    /// <summary>Whether there was nothing since the last <see cref="Exhaust"/>.</summary>
    public bool IsShut => !_isOpenForGood && Told == _seen;

    /// <summary>All was taken of what had been told before.</summary>
    /// <param name="told">What <see cref="Told"/> said before it was taken.</param>
    public void Exhaust(int told) => _seen = told;

    /// <summary>Waits until there is something again. One at a time.</summary>
    public ValueTask WaitAsync()
    {
        if (!IsShut)
            return ValueTask.CompletedTask;
        _wait.Reset();
        var wait = new ValueTask(this, _wait.Version);
        Interlocked.Exchange(ref _waiter, Somebody);
        // What came just before does not know of the one who waits; what comes now does.
        return !IsShut && Interlocked.Exchange(ref _waiter, Nobody) == Somebody ? ValueTask.CompletedTask : wait;
    }

    /// <summary>There is something; who waits goes on in this call.</summary>
    /// <param name="forGood">It stays so: the end.</param>
    public void Open(bool forGood = false)
    {
        if (forGood)
            _isOpenForGood = true;
        Interlocked.Increment(ref _told);
        if (Volatile.Read(ref _waiter) == Somebody && Interlocked.Exchange(ref _waiter, Nobody) == Somebody)
            _wait.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
