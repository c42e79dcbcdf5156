using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>One member as last seen: its role, how far its data is, and why it is not usable where it is not.</summary>
internal sealed record MemberStatus
{
    /// <summary>The configured name.</summary>
    public required string Name { get; init; }

    /// <summary>What it can be used for.</summary>
    public MemberRole Role { get; init; } = MemberRole.Unknown;

    /// <summary>The role that it claims by itself; another one where the others speak against it.</summary>
    public MemberRole Claim { get; init; } = MemberRole.Unknown;

    /// <summary>It is set up for a group.</summary>
    public bool InGroup { get; init; }

    /// <summary>Why it is not usable; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Transactions that it has executed for certain; it may be further by now.</summary>
    public GtidSet Position { get; init; } = GtidSet.Empty;

    /// <summary>Transactions of the primary that it had not executed at the last probe.</summary>
    public long Behind { get; init; }

    /// <summary>Age of the oldest position of the primary that it had not reached at the last probe.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>When it last began or ceased to be a replica in step, as a timestamp; null while that has not happened.</summary>
    public long? ChangedAt { get; init; }

    /// <summary>It was away before that, so its caches are cold.</summary>
    public bool IsReturning { get; init; }

    /// <summary>The status of a member that was not probed yet.</summary>
    public static MemberStatus NotProbed(string name) => new() { Name = name, Reason = "not probed yet" };

    public override string ToString() => Reason is null ? $"{Name}: {Role}" : $"{Name}: {Role} ({Reason})";
}
