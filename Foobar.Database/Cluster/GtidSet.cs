using System.Globalization;
using System.Text;

namespace Foobar.Database.Cluster;

/// <summary>A set of transactions: for each source (a UUID, with a tag where there is one) the ranges of its numbers, ordered and merged.</summary>
internal sealed class GtidSet : IEquatable<GtidSet>
{
    /// <summary>The set without any transaction.</summary>
    public static readonly GtidSet Empty = new([]);

    private readonly SortedDictionary<string, List<Range>> _sources;

    private GtidSet(SortedDictionary<string, List<Range>> sources) => _sources = sources;

    /// <summary>There is no transaction in it.</summary>
    public bool IsEmpty => _sources.Count == 0;

    /// <summary>The number of transactions.</summary>
    public long Count => _sources.Values.Sum(ranges => ranges.Sum(range => range.Last - range.First + 1));

    /// <summary>Reads the engine's notation, such as <c>uuid:1-5:9,uuid:tag:1-3</c>; blanks and line breaks do not count.</summary>
    /// <exception cref="FormatException">It is no GTID set.</exception>
    public static GtidSet Parse(string text)
    {
        var sources = new SortedDictionary<string, List<Range>>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = part.Split(':', StringSplitOptions.TrimEntries);
            var uuid = fields[0].ToLowerInvariant();
            if (fields.Length < 2 || !Guid.TryParseExact(uuid, "D", out _))
                throw new FormatException($"'{part}' is not part of a GTID set: expected uuid:number or uuid:first-last.");
            var source = uuid;
            foreach (var field in fields.Skip(1))
            {
                if (field.Length > 0 && !char.IsAsciiDigit(field[0]))
                    source = $"{uuid}:{field}";
                else
                    Add(sources, source, ParseRange(field, part));
            }
        }
        foreach (var source in sources.Keys.ToArray())
            sources[source] = Merge(sources[source]);
        return new GtidSet(sources);
    }

    /// <summary>Every transaction of this set is in the other one too.</summary>
    public bool IsSubsetOf(GtidSet other) => _sources.All(source => other._sources.TryGetValue(source.Key, out var ranges)
        && source.Value.All(range => ranges.Exists(outer => outer.First <= range.First && range.Last <= outer.Last)));

    /// <summary>The transactions of both sets.</summary>
    public GtidSet Union(GtidSet other)
    {
        var sources = new SortedDictionary<string, List<Range>>(StringComparer.Ordinal);
        foreach (var (source, ranges) in _sources.Concat(other._sources))
            sources[source] = Merge([.. sources.GetValueOrDefault(source) ?? [], .. ranges]);
        return new GtidSet(sources);
    }

    /// <summary>All transactions come from that server.</summary>
    public bool IsOnlyFrom(string serverUuid) =>
        _sources.Keys.All(source => source.Split(':')[0].Equals(serverUuid, StringComparison.OrdinalIgnoreCase));

    public bool Equals(GtidSet? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as GtidSet);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The engine's notation, in one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (source, ranges) in _sources)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(source);
            foreach (var range in ranges)
                text.Append(range);
        }
        return text.ToString();
    }

    private static Range ParseRange(string text, string part)
    {
        var ends = text.Split('-');
        if (ends.Length > 2 || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || first < 1 || last < first)
        {
            throw new FormatException($"'{text}' in '{part}' is no range of transactions: expected number or first-last.");
        }
        return new Range(first, last);
    }

    private static void Add(SortedDictionary<string, List<Range>> sources, string source, Range range)
    {
        if (!sources.TryGetValue(source, out var ranges))
            sources[source] = ranges = [];
        ranges.Add(range);
    }

    private static List<Range> Merge(List<Range> ranges)
    {
        var merged = new List<Range>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else
                merged.Add(range);
        }
        return merged;
    }

    private readonly record struct Range(long First, long Last)
    {
        public override string ToString() => First == Last ? string.Create(CultureInfo.InvariantCulture, $":{First}") : string.Create(CultureInfo.InvariantCulture, $":{First}-{Last}");
    }
}
