using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Foobar.ServiceDefaults;

/// <summary>A set of transactions as MySQL writes it, such as <c>uuid:1-5:8,uuid:tag:1-3</c>: a position that data can have reached.</summary>
public sealed class GtidSet : IEquatable<GtidSet>
{
    // Source (a server or group, with its tag where there is one) to intervals in ascending order that do not touch.
    private readonly ImmutableSortedDictionary<string, ImmutableArray<Interval>> _sources;

    private GtidSet(ImmutableSortedDictionary<string, ImmutableArray<Interval>> sources) => _sources = sources;

    /// <summary>No transaction: what a server without GTIDs reports.</summary>
    public static GtidSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableArray<Interval>>(StringComparer.Ordinal));

    /// <summary>There is no transaction in it.</summary>
    public bool IsEmpty => _sources.Count == 0;

    /// <summary>The number of transactions.</summary>
    public long Count => _sources.Values.Sum(intervals => intervals.Sum(interval => interval.Last - interval.First + 1));

    /// <summary>Reads a set as the server writes it; blanks and line breaks do not count.</summary>
    /// <exception cref="FormatException">The text is not a GTID set.</exception>
    public static GtidSet Parse(string text) =>
        TryParse(text, out var set) ? set : throw new FormatException($"'{text}' is not a GTID set.");

    /// <summary>Reads a set as the server writes it; false when the text is not one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GtidSet? set)
    {
        var found = new Dictionary<string, List<Interval>>(StringComparer.Ordinal);
        set = null;
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(':', StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || !Guid.TryParseExact(parts[0], "D", out var server))
                return false;
            var source = server.ToString();
            foreach (var part in parts[1..])
            {
                if (part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_'))
                    source = $"{server}:{part.ToLowerInvariant()}";
                else if (Interval.TryParse(part, out var interval))
                    (found.TryGetValue(source, out var intervals) ? intervals : found[source] = []).Add(interval);
                else
                    return false;
            }
        }
        set = found.Count == 0 ? Empty : new GtidSet(found.ToImmutableSortedDictionary(entry => entry.Key, entry => Normalize(entry.Value), StringComparer.Ordinal));
        return true;
    }

    /// <summary>Every transaction of the other set is in this one.</summary>
    public bool Contains(GtidSet other)
    {
        foreach (var (source, intervals) in other._sources)
        {
            if (!_sources.TryGetValue(source, out var own))
                return false;
            foreach (var interval in intervals)
            {
                if (!Contains(own, interval))
                    return false;
            }
        }
        return true;
    }

    /// <summary>The transactions of both.</summary>
    public GtidSet Union(GtidSet other)
    {
        if (Contains(other))
            return this;
        if (other.Contains(this))
            return other;
        var sources = _sources.ToBuilder();
        foreach (var (source, intervals) in other._sources)
            sources[source] = sources.TryGetValue(source, out var own) ? Normalize([.. own, .. intervals]) : intervals;
        return new GtidSet(sources.ToImmutable());
    }

    /// <summary>How many transactions of the other set are not in this one.</summary>
    public long CountMissing(GtidSet other) => Union(other).Count - Count;

    /// <summary>All transactions come from this server itself, whose UUID is given.</summary>
    public bool IsOnlyFrom(string serverUuid) =>
        _sources.Keys.All(source => source.AsSpan(0, serverUuid.Length).Equals(serverUuid, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public bool Equals(GtidSet? other) => ReferenceEquals(this, other) || (other is not null && Contains(other) && other.Contains(this));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GtidSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_sources.Count, Count);

    /// <summary>The shortest form that the server understands.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (source, intervals) in _sources)
        {
            text.Append(text.Length > 0 ? "," : "").Append(source);
            foreach (var interval in intervals)
                text.Append(':').Append(interval);
        }
        return text.ToString();
    }

    private static bool Contains(ImmutableArray<Interval> intervals, Interval wanted)
    {
        foreach (var interval in intervals)
        {
            if (wanted.First >= interval.First && wanted.First <= interval.Last)
                return wanted.Last <= interval.Last;
        }
        return false;
    }

    private static ImmutableArray<Interval> Normalize(List<Interval> intervals)
    {
        var merged = ImmutableArray.CreateBuilder<Interval>(intervals.Count);
        foreach (var interval in intervals.OrderBy(interval => interval.First))
        {
            if (merged.Count > 0 && interval.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, interval.Last) };
            else
                merged.Add(interval);
        }
        return merged.ToImmutable();
    }

    /// <summary>Transactions with successive numbers, both ends included.</summary>
    private readonly record struct Interval(long First, long Last)
    {
        public static bool TryParse(string text, out Interval interval)
        {
            interval = default;
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            if (!TryParseNumber(dash < 0 ? text : text[..dash], out var first) || !TryParseNumber(dash < 0 ? text : text[(dash + 1)..], out var last) || last < first)
                return false;
            interval = new Interval(first, last);
            return true;
        }

        public override string ToString() => First.ToString(CultureInfo.InvariantCulture) + (Last == First ? "" : $"-{Last.ToString(CultureInfo.InvariantCulture)}");

        private static bool TryParseNumber(string text, out long number) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }
}
