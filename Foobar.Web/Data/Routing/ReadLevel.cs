using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>How fresh a read must be, and, where it is known, who reads.</summary>
internal readonly record struct ReadLevel
{
    private ReadLevel(bool isStrong, GtidSet? position, ulong? visitor, VisitorPosition? learner)
    {
        IsStrong = isStrong;
        Position = position;
        Visitor = visitor;
        Learner = learner;
    }

    /// <summary>Any replica in step will do, by turns; the answer may lag behind the last write.</summary>
    public static ReadLevel Eventual => default;

    /// <summary>The answer contains every write that was acknowledged before the read began.</summary>
    public static ReadLevel Strong => new(isStrong: true, null, null, null);

    /// <summary>Every write that was acknowledged before the read began is in the answer.</summary>
    public bool IsStrong { get; }

    /// <summary>What the answer must contain at least; null when that does not matter.</summary>
    public GtidSet? Position { get; }

    /// <summary>Who reads: the same visitor reads from the same replica as long as it serves, so that time does not go back for them.</summary>
    public ulong? Visitor { get; }

    /// <summary>Told the position of a strong read, so that the visitor's next reads need not be strong.</summary>
    public VisitorPosition? Learner { get; }

    /// <summary>The level's name in metrics and messages.</summary>
    public string Name => IsStrong ? "strong" : Position is null ? "eventual" : "at least";

    /// <summary>The answer contains this position at least, usually that of the visitor's last write.</summary>
    public static ReadLevel AtLeast(GtidSet position) => new(isStrong: false, position, null, null);

    /// <summary>The same level for this visitor.</summary>
    public ReadLevel For(ulong visitor) => new(IsStrong, Position, visitor, Learner);

    /// <summary>The same level, whose strong reads tell how far they have read.</summary>
    public ReadLevel Telling(VisitorPosition learner) => new(IsStrong, Position, Visitor, learner);
}
