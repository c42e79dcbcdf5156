using System.Text.Json;
using Foobar.ServiceDefaults;

namespace Foobar.Database.Cluster;

/// <summary>An observation as the driver reads it.</summary>
internal sealed record ObservedRow
{
    public string ServerUuid { get; init; } = "";

    public string Address { get; init; } = "";

    public string? GroupAddress { get; init; }

    public string Executed { get; init; } = "";

    public string Purged { get; init; } = "";

    public string Received { get; init; } = "";

    public bool HasUserSchema { get; init; }

    public string GroupState { get; init; } = "";

    public string? ViewMembers { get; init; }

    public int Weight { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsBootstrapSwitchOn { get; init; }

    public string DataFolder { get; init; } = "";

    public string? ClonedAt { get; init; }

    public MemberObservation ToObservation(string name) => new()
    {
        Name = name,
        ServerUuid = ServerUuid,
        Address = Address,
        DataFolder = DataFolder,
        GroupAddress = GroupAddress ?? "",
        Executed = GtidSet.Parse(Executed),
        Purged = GtidSet.Parse(Purged),
        Received = GtidSet.Parse(Received),
        HasUserSchema = HasUserSchema,
        GroupState = GroupState,
        View = GroupState is "ONLINE" or "RECOVERING" ? new GroupView(ParseMembers()) : GroupView.None,
        Weight = Weight,
        IsReadOnly = IsReadOnly,
        IsBootstrapSwitchOn = IsBootstrapSwitchOn,
        ClonedAt = ClonedAt,
    };

    /// <summary>Each member is an array of address, state and role.</summary>
    private GroupViewMember[] ParseMembers() =>
        [.. JsonSerializer.Deserialize<string[][]>(ViewMembers ?? "[]")!.Select(member => new GroupViewMember(member[0], member[1], member[2]))];
}
