namespace Chaos.Judging;

/// <summary>Kinds of what must not happen.</summary>
internal enum FindingKind
{
    /// <summary>An acknowledged write is not there at the end.</summary>
    Lost,

    /// <summary>A write was carried out more than once.</summary>
    Duplicated,

    /// <summary>A read of a client's own data lacks a write that was acknowledged to it before the read began.</summary>
    StaleOwnRead,

    /// <summary>A strong read lacks a write of somebody else that was acknowledged before the read began.</summary>
    StaleStrongRead,

    /// <summary>A client's read shows less than an earlier one of the same client.</summary>
    BackInTime,

    /// <summary>A read shows what nobody has written.</summary>
    Invented,

    /// <summary>A fault saw what must not happen, such as a write on a member that is not the primary.</summary>
    Violation,
}
