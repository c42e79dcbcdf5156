using System.Text;

namespace Foobar.Gateway.Balancing;

/// <summary>Where a request goes, and why.</summary>
internal sealed class Choice
{
    private readonly List<WeightedDestination> _candidates;
    private List<(Destination Destination, Exclusion Why)>? _excluded;

    private Choice(int destinations) => _candidates = new List<WeightedDestination>(destinations);

    /// <summary>The destination; null when none may have the request now.</summary>
    public Destination? Destination { get; private set; }

    /// <summary>The request is the one that tries a destination again.</summary>
    public bool IsTrial { get; private set; }

    /// <summary>Every destination that might have it has as many requests as it may.</summary>
    public bool IsFull => Destination is null && _excluded?.Exists(excluded => excluded.Why == Exclusion.Full) == true;

    /// <summary>Chooses among all destinations and takes a place at the one that is chosen.</summary>
    /// <param name="destinations">All of them.</param>
    /// <param name="tried">Those that have failed this request already.</param>
    /// <param name="isUnsafe">The request changes something.</param>
    /// <param name="policy">Chooses among several.</param>
    /// <param name="options">Limits, weights and the slow start.</param>
    public static Choice Make(IReadOnlyList<Destination> destinations, IReadOnlyList<Destination> tried, bool isUnsafe, IBalancingPolicy policy, BalancingOptions options)
    {
        var choice = new Choice(destinations.Count);
        for (var i = 0; i < destinations.Count; i++)
        {
            var destination = destinations[i];
            if (tried.Count > 0 && tried.Contains(destination))
                choice.Exclude(destination, Exclusion.Tried);
            else if (destination.FindExclusion(isUnsafe) is { } why)
                choice.Exclude(destination, why);
            else
                choice._candidates.Add(new(destination, destination.OwnWeight ?? options.Weights.GetValueOrDefault(destination.Id, 1), destination.GetWarmth(options.SlowStart)));
        }
        choice.TryTrial(options);
        if (choice._candidates.Count < options.PanicBelow * destinations.Count)
            choice.Admit(exclusion => exclusion < Exclusion.TakenOut);
        choice.TryCandidates(policy, options);
        // None is well: those that are not are better than none, the best of them first, and never one that an operator took out.
        for (var next = Exclusion.OnTrial; next < Exclusion.TakenOut && choice is { Destination: null, IsFull: false }; next++)
        {
            var worse = next;
            choice.Admit(exclusion => exclusion == worse);
            choice.TryCandidates(policy, options);
        }
        return choice;
    }

    /// <summary>Where the request went, from which candidates, and why not elsewhere: a sentence for a trace.</summary>
    public string Explain(string policy)
    {
        var text = new StringBuilder(Destination is null ? "nowhere" : Destination.Id);
        if (IsTrial)
            text.Append(" on trial");
        else if (_candidates.Count > 0)
            text.Append(" by ").Append(policy).Append(" of ").AppendJoin(", ", _candidates.Select(candidate => candidate.Destination.Id));
        foreach (var (destination, why) in _excluded ?? [])
            text.Append("; ").Append(destination.Id).Append(": ").Append(why);
        return text.ToString();
    }

    /// <summary>One that may show that it answers again gets the request at once: another attempt follows if it does not.</summary>
    private void TryTrial(BalancingOptions options)
    {
        if (_excluded is null)
            return;
        foreach (var (destination, why) in _excluded)
        {
            if (why != Exclusion.OnTrial || !destination.Breaker.TryBeginTrial())
                continue;
            if (destination.TryEnter(options.RequestsAtOnce))
            {
                (Destination, IsTrial) = (destination, true);
                return;
            }
            destination.Breaker.EndTrial();
        }
    }

    private void TryCandidates(IBalancingPolicy policy, BalancingOptions options)
    {
        for (var left = _candidates.Count; Destination is null && left > 0; left--)
        {
            var chosen = _candidates.Count == 1 ? _candidates[0].Destination : policy.Choose(_candidates);
            if (chosen.TryEnter(options.RequestsAtOnce))
            {
                Destination = chosen;
                return;
            }
            _candidates.RemoveAll(candidate => candidate.Destination == chosen);
            Exclude(chosen, Exclusion.Full);
        }
    }

    private void Exclude(Destination destination, Exclusion why) => (_excluded ??= []).Add((destination, why));

    private void Admit(Predicate<Exclusion> which)
    {
        if (_excluded is null)
            return;
        _candidates.AddRange(_excluded.Where(excluded => which(excluded.Why)).Select(excluded => new WeightedDestination(excluded.Destination, 1, 1)));
        _excluded.RemoveAll(excluded => which(excluded.Why));
    }
}
