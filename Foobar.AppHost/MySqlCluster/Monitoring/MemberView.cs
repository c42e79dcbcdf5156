namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>A member's own view of itself and of the group.</summary>
/// <param name="Name">The member's resource name.</param>
/// <param name="AskedAt">When the member was asked, as a timestamp of the monitor's clock.</param>
internal sealed record MemberView(string Name, long AskedAt)
{
    public const string Primary = "Primary";
    public const string Replica = "Replica";
    public const string Recovering = "Recovering";
    public const string Offline = "Offline";

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Its MEMBER_STATE: ONLINE, RECOVERING, OFFLINE, ERROR.</summary>
    public string State { get; init; } = "OFFLINE";

    /// <summary>The server's own UUID.</summary>
    public string ServerId { get; init; } = "";

    /// <summary>The UUID of the server that it takes for the primary; empty when it knows of none.</summary>
    public string PrimaryId { get; init; } = "";

    /// <summary>Members that it is in touch with, itself included.</summary>
    public int Reachable { get; init; }

    /// <summary>Members of the group.</summary>
    public int Size { get; init; }

    /// <summary>The age of the oldest transaction that it is applying, zero when there is none.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Primary, Replica, Recovering or Offline.</summary>
    public string Role => State switch
    {
        "ONLINE" when ServerId == PrimaryId => Primary,
        "ONLINE" => Replica,
        "RECOVERING" => Recovering,
        _ => Offline,
    };

    /// <summary>It takes part in the group with all that it has.</summary>
    public bool IsOnline => State == "ONLINE";

    /// <summary>It can write: it is the primary of a group with a majority.</summary>
    public bool IsWritable => Role == Primary && Reachable * 2 > Size;

    /// <summary>A member that gives no answer, and why.</summary>
    public static MemberView WithoutAnswer(string name, long askedAt, string reason) => new(name, askedAt) { Unreachable = reason };

    /// <summary>The lag in words; empty below one second.</summary>
    public string DescribeLag() => Lag < TimeSpan.FromSeconds(1) ? "" : $"{Lag.TotalSeconds:0} s behind";

    public override string ToString() => $"{Name}: {Unreachable ?? Role}{(DescribeLag() is { Length: > 0 } lag ? $", {lag}" : "")}";
}
