namespace Foobar.Gateway.Health;

/// <summary>Makes a verdict of a row of health checks: several failures for down, several successes for up again; what a destination says of itself counts at once.</summary>
internal sealed class ProbeHealth(TimeProvider time)
{
    private readonly Lock _row = new();
    private ProbeVerdict _current = new(ProbeState.Unknown, "it was not checked yet", time.GetUtcNow());
    private int _passed;
    private int _failed;

    /// <summary>The verdict.</summary>
    public ProbeVerdict Current => Volatile.Read(ref _current);

    /// <summary>Takes the next answer in, and returns the verdict that it has changed; null when it has not.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="rise">Answers in a row that bring a destination back that was down.</param>
    /// <param name="fall">Missing or bad answers in a row that take it out.</param>
    public ProbeVerdict? Add(ProbeAnswer answer, int rise, int fall)
    {
        lock (_row)
        {
            (_passed, _failed) = answer.IsPassed ? (_passed + 1, 0) : (0, _failed + 1);
            var state = _current.State switch
            {
                ProbeState.Unknown => answer.State,
                ProbeState.Down or ProbeState.Draining when answer.IsPassed => _passed >= rise ? answer.State : _current.State,
                // A process that has said that it ends is not worth several looks.
                not (ProbeState.Down or ProbeState.Draining) when answer.State == ProbeState.Down => _failed >= fall ? ProbeState.Down : _current.State,
                _ => answer.State,
            };
            if (state == _current.State)
                return null;
            Volatile.Write(ref _current, new ProbeVerdict(state, answer.Reason, time.GetUtcNow()));
            return _current;
        }
    }
}
