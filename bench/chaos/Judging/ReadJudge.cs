using Chaos.Record;

namespace Chaos.Judging;

/// <summary>Judges reads one by one, in the order in which they began.</summary>
internal sealed class ReadJudge(Func<int, Acknowledged> getAcknowledged)
{
    private readonly Dictionary<(int Client, int Subject), Operation> _longestList = [];
    private readonly Dictionary<(int Client, int Subject), Operation> _highestValue = [];

    /// <summary>What this operation shows that must not be.</summary>
    public IEnumerable<Finding> Judge(Operation operation) => operation switch
    {
        { IsDone: true, Kind: OperationKind.ReadList or OperationKind.AnonymousList, List: { } list } => JudgeList(operation, list),
        { IsDone: true, Kind: OperationKind.ReadRegister or OperationKind.AnonymousRegister } => JudgeRegister(operation),
        _ => [],
    };

    private IEnumerable<Finding> JudgeList(Operation read, ArticleList list)
    {
        var subject = getAcknowledged(read.Subject);
        foreach (var twice in list.Newest.GroupBy(number => number).Where(group => group.Count() > 1))
            yield return new Finding(FindingKind.Duplicated, $"Article {twice.Key} is in the list {twice.Count()} times.", read);
        foreach (var number in list.Newest.Where(number => !subject.WasNumberSent(number, read.End)))
            yield return new Finding(FindingKind.Invented, $"Article {number} was never sent.", read);
        if (GetPromise(read) is { } promise)
        {
            var expected = subject.CountBy(read.Start);
            if (list.Total < expected)
                yield return new Finding(promise, $"{list.Total} articles, and {expected} were acknowledged before.", read);
            foreach (var missing in subject.NewestIn(read, list.Limit).Except(list.Newest))
                yield return new Finding(promise, $"Article {missing}, which was acknowledged before, is not in the list.", read);
        }
        if (read.Kind.IsAnonymous())
            yield break;
        if (_longestList.TryGetValue((read.Client, read.Subject), out var earlier) && earlier.List!.Total > list.Total)
            yield return new Finding(FindingKind.BackInTime, $"{list.Total} articles after {earlier.List.Total} at {earlier.End.TotalSeconds:0.000} s.", read);
        else
            _longestList[(read.Client, read.Subject)] = read;
    }

    private IEnumerable<Finding> JudgeRegister(Operation read)
    {
        var subject = getAcknowledged(read.Subject);
        if (read.Value is { } value && !subject.WasValueSent(value, read.End))
            yield return new Finding(FindingKind.Invented, $"The value {value} was never sent.", read);
        // A write of unknown fate may be carried out after a later one: its value is right whenever it appears.
        if (read.Kind.IsAnonymous() || (read.Value is { } late && subject.IsOpenValue(late)))
            yield break;
        if (GetPromise(read) is { } promise && subject.ValueBy(read.Start) is { } expected && (read.Value ?? -1) < expected)
            yield return new Finding(promise, $"The value is {read.Value?.ToString() ?? "not there"}, and {expected} was acknowledged before.", read);
        if (_highestValue.TryGetValue((read.Client, read.Subject), out var earlier) && (read.Value ?? -1) < (earlier.Value ?? -1) && !subject.IsOpenValue(earlier.Value!.Value))
            yield return new Finding(FindingKind.BackInTime, $"The value {read.Value?.ToString() ?? "is not there"} after {earlier.Value} at {earlier.End.TotalSeconds:0.000} s.", read);
        else
            _highestValue[(read.Client, read.Subject)] = read;
    }

    /// <summary>What a read is to show of all that was acknowledged before it began; null when nothing was promised.</summary>
    private static FindingKind? GetPromise(Operation read) => read switch
    {
        _ when read.Kind.IsAnonymous() => null,
        { IsOwn: true } => FindingKind.StaleOwnRead,
        { Style: ClientStyle.CredentialsOnly } => FindingKind.StaleStrongRead,
        _ => null,
    };
}
