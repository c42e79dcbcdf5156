using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Retry;

/// <summary>The attempts to have one request answered; a feature of the request while it is under way.</summary>
internal sealed class RequestAttempts(IReadOnlyList<DestinationState> available, IReadOnlyList<DestinationState> all, bool isRepeatable, bool hasBody, Func<bool> tryGoOn)
{
    private readonly HashSet<DestinationState> _tried = [];

    /// <summary>Attempts so far, the present one included.</summary>
    public int Count { get; private set; }

    /// <summary>The present attempt's answer is kept from the client, since another attempt follows.</summary>
    public bool IsWithheld { get; private set; }

    /// <summary>Every destination was tried in this round.</summary>
    public bool IsRoundOver => all.All(_tried.Contains);

    /// <summary>Begins an attempt: the destinations to choose from are those that were not tried in this round, the available ones first.</summary>
    public IReadOnlyList<DestinationState> Begin()
    {
        Count++;
        IsWithheld = false;
        if (IsRoundOver)
            _tried.Clear();
        if (_tried.Count == 0)
            return available;
        DestinationState[] fresh = [.. available.Where(destination => !_tried.Contains(destination))];
        return fresh.Length > 0 ? fresh : [.. all.Where(destination => !_tried.Contains(destination))];
    }

    /// <summary>
    /// The attempt has failed; true when another one is to follow, which then counts as made. A destination that answers, or may have carried the request out, is
    /// asked once; one that could not be reached may be asked again later.
    /// </summary>
    public bool TryGoOn(AttemptOutcome outcome, DestinationState? destination)
    {
        if (IsWithheld)
            return true;
        if (destination is not null)
            _tried.Add(destination);
        return RetryRules.MayRepeat(outcome, isRepeatable, hasBody) && (outcome == AttemptOutcome.NotSent || !IsRoundOver) && tryGoOn();
    }

    /// <summary>An answer has come that says 'not now'; keeps it from the client when another attempt is to follow.</summary>
    public void Withhold(DestinationState? destination) => IsWithheld = TryGoOn(AttemptOutcome.Refused, destination);
}
