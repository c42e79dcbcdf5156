namespace Foobar.Database.Timeline;

/// <summary>What can happen to a cluster.</summary>
public enum TimelineKind
{
    /// <summary>This service began to look after the cluster.</summary>
    ServiceStarted,

    /// <summary>This service ended in order.</summary>
    ServiceStopped,

    /// <summary>A group was formed, from nothing or after a complete outage.</summary>
    GroupFormed,

    /// <summary>Another member takes the writes.</summary>
    PrimaryChanged,

    /// <summary>No member takes writes.</summary>
    WritesPaused,

    /// <summary>A member takes writes again; the duration is that of the pause.</summary>
    WritesResumed,

    /// <summary>Too few members are in touch to decide anything.</summary>
    MajorityLost,

    /// <summary>Enough members are in touch again.</summary>
    MajorityRegained,

    /// <summary>A member is in the group and in step with it.</summary>
    MemberJoined,

    /// <summary>A member is in the group no longer.</summary>
    MemberLeft,

    /// <summary>A member has transactions that the others do not have.</summary>
    MemberDiverged,

    /// <summary>Migrations ran.</summary>
    SchemaChanged,

    /// <summary>A copy of the data was made.</summary>
    BackupMade,
}
