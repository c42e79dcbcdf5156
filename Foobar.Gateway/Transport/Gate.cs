using System.Threading.Tasks.Sources;

namespace Foobar.Gateway.Transport;

/// <summary>Has one caller wait until a socket is ready for one thing, reading or writing.</summary>
/// <remarks>
/// The system tells of a change once, also while somebody is about to find that nothing was there. So what was told is counted: who found nothing says how much had
/// been told when it began to look.
/// </remarks>
internal sealed class Gate : IValueTaskSource
{
    private readonly Lock _lock = new(); // guards the wait and what has been told
    private ManualResetValueTaskSourceCore<bool> _wait;
    private int _told;
    private int _seen; // of the one who waits
    private bool _isWaiting;
    private bool _isOpenForGood;

    /// <summary>How much has been told until now.</summary>
    public int Told => Volatile.Read(ref _told);

    /// <summary>Whether there was nothing since the last <see cref="Exhaust"/>.</summary>
    public bool IsShut => Volatile.Read(ref _told) == _seen && !Volatile.Read(ref _isOpenForGood);

    /// <summary>All was taken of what had been told before.</summary>
    /// <param name="told">What <see cref="Told"/> said before it was taken.</param>
    public void Exhaust(int told) => _seen = told;

    /// <summary>Waits until there is something again. One at a time.</summary>
    public ValueTask WaitAsync()
    {
        lock (_lock)
        {
            if (_isOpenForGood || _told != _seen)
                return ValueTask.CompletedTask;
            _wait.Reset();
            _isWaiting = true;
            return new ValueTask(this, _wait.Version);
        }
    }

    /// <summary>There is something; who waits goes on in this call.</summary>
    /// <param name="forGood">It stays so: the end.</param>
    public void Open(bool forGood = false)
    {
        lock (_lock)
        {
            _told++;
            _isOpenForGood |= forGood;
            if (!_isWaiting)
                return;
            _isWaiting = false;
        }
        _wait.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
