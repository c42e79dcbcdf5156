using Foobar.Gateway.Balancing;

namespace Foobar.Gateway.Retry;

/// <summary>The attempts to have one request answered; a feature of the request while it is under way.</summary>
internal sealed class RequestAttempts(KeptBody body, Retries retries, long started)
{
    private List<Destination>? _tried;
    private IReadOnlyList<Destination> _all = [];

    /// <summary>Attempts so far, the present one included.</summary>
    public int Count { get; private set; }

    /// <summary>There is something to send beside the request's head.</summary>
    public bool HasBody => !body.IsNone;

    /// <summary>When the client had sent the whole request, as a timestamp; null before that.</summary>
    public long? ReceivedAt => body.EndedAt;

    /// <summary>Where the present attempt goes; null for nowhere.</summary>
    public Destination? Destination { get; private set; }

    /// <summary>When the present attempt's answer began, as a timestamp; null before that.</summary>
    public long? AnsweredAt { get; private set; }

    /// <summary>The present attempt's answer is kept from the client, since another attempt follows.</summary>
    public bool IsWithheld { get; private set; }

    /// <summary>Every destination that may have the request was tried in this round.</summary>
    public bool IsRoundOver => Destination is null || _all.All(destination => destination.IsTakenOut || Tried.Contains(destination));

    /// <summary>The destinations that were tried in this round.</summary>
    public IReadOnlyList<Destination> Tried => _tried ?? (IReadOnlyList<Destination>)[];

    /// <summary>Begins an attempt, the first one of a new round where the last round is over.</summary>
    public void Begin()
    {
        if (Count++ > 0 && IsRoundOver)
            _tried?.Clear();
        (Destination, AnsweredAt, IsWithheld) = (null, null, false);
    }

    /// <summary>The present attempt goes to one of these destinations.</summary>
    public void SendTo(Destination destination, IReadOnlyList<Destination> all) => (Destination, _all) = (destination, all);

    /// <summary>The present attempt's answer has begun.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="timestamp">When.</param>
    /// <returns>True: it says 'not now', and is kept from the client, as another attempt is to follow.</returns>
    public bool Answer(int status, long timestamp)
    {
        AnsweredAt = timestamp;
        return IsWithheld = RetryRules.IsRefusal(status) && TryGoOn(AttemptOutcome.Refused);
    }

    /// <summary>
    /// The attempt has failed; true when another one is to follow, which then counts as made. A destination that answers, or may have carried the request out, is
    /// asked once; one that could not be reached may be asked again later.
    /// </summary>
    public bool TryGoOn(AttemptOutcome outcome)
    {
        if (IsWithheld)
            return true;
        if (Destination is not null)
            (_tried ??= []).Add(Destination);
        return RetryRules.MayRepeat(outcome, body.CanRepeat) && (outcome == AttemptOutcome.NotSent || !IsRoundOver) && retries.TryGoOn(started);
    }
}
