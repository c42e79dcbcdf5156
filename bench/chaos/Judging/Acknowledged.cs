using Chaos.Record;

namespace Chaos.Judging;

/// <summary>What one client has written, by the answers to it and by time. A client does one operation after another.</summary>
internal sealed class Acknowledged
{
    /// <summary>The latest that a request still takes effect after its client has given up; both gateway and web end it sooner.</summary>
    public static readonly TimeSpan LatestEffect = TimeSpan.FromSeconds(60);

    private readonly Operation[] _appends;
    private readonly Operation[] _writes;
    private readonly Operation[] _doneAppends;
    private readonly Operation[] _doneWrites;
    private readonly TimeSpan[] _appendEnds;
    private readonly TimeSpan[] _writeEnds;

    /// <param name="operations">The client's operations in order.</param>
    public Acknowledged(IEnumerable<Operation> operations)
    {
        var all = operations.ToArray();
        _appends = [.. all.Where(operation => operation.Kind == OperationKind.Append)];
        _writes = [.. all.Where(operation => operation.Kind == OperationKind.Write)];
        _doneAppends = [.. _appends.Where(operation => operation.IsDone)];
        _doneWrites = [.. _writes.Where(operation => operation.IsDone)];
        _appendEnds = [.. _doneAppends.Select(operation => operation.End)];
        _writeEnds = [.. _doneWrites.Select(operation => operation.End)];
    }

    /// <summary>All appends that were acknowledged.</summary>
    public IReadOnlyList<Operation> Appends => _doneAppends;

    /// <summary>How many appends were acknowledged by a time.</summary>
    public int CountBy(TimeSpan time) => CountUntil(_appendEnds, time);

    /// <summary>The last value that was acknowledged by a time, 0 where none was; null while the register itself was not there.</summary>
    public int? ValueBy(TimeSpan time)
    {
        if (CountBy(time) == 0)
            return null;
        var count = CountUntil(_writeEnds, time);
        return count == 0 ? 0 : _doneWrites[count - 1].Written;
    }

    /// <summary>The numbers, acknowledged before a read began, that the newest <paramref name="limit"/> articles must have in its answer.</summary>
    public IEnumerable<int> NewestIn(Operation read, int limit)
    {
        var newer = 0;
        for (var i = _appends.Length - 1; i >= 0 && newer < limit; i--)
        {
            var append = _appends[i];
            // What was sent while the read was under way may be in its answer already.
            if (append.Start > read.End)
                continue;
            if (append.IsDone && append.End <= read.Start && newer + CountLateBefore(i) < limit)
                yield return append.Written;
            newer++;
        }
    }

    /// <summary>The value may appear late or never, since the client never learnt what became of it.</summary>
    public bool IsOpenValue(int value) => value > 0 && value <= _writes.Length && !_writes[value - 1].IsDone;

    /// <summary>The number was sent to the site by a time. Numbers begin with 1 and have no gaps.</summary>
    public bool WasNumberSent(int number, TimeSpan time) => WasSent(_appends, number, time);

    /// <summary>The value was sent to the site by a time. Values have no gaps, and every register begins with 0.</summary>
    public bool WasValueSent(int value, TimeSpan time) => value == 0 || WasSent(_writes, value, time);

    /// <summary>Earlier appends of unknown fate that may have been carried out after this one.</summary>
    private int CountLateBefore(int index) =>
        _appends.Take(index).Reverse().TakeWhile(earlier => earlier.End + LatestEffect > _appends[index].Start).Count(earlier => !earlier.IsDone);

    private static bool WasSent(Operation[] operations, int number, TimeSpan time) =>
        number > 0 && number <= operations.Length && operations[number - 1].Start <= time;

    private static int CountUntil(TimeSpan[] ends, TimeSpan time)
    {
        var index = Array.BinarySearch(ends, time);
        if (index < 0)
            return ~index;
        while (index < ends.Length && ends[index] == time)
            index++;
        return index;
    }
}
