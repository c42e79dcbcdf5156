namespace GatewaySpeed.Works;

/// <summary>Where the answers of a work are to come from; where they really came from is checked by the webs' own counts.</summary>
internal enum AnsweredBy
{
    /// <summary>It does not matter.</summary>
    Anybody,

    /// <summary>Every answer from a web, from both of them alike.</summary>
    Webs,

    /// <summary>All but a few from the peer's cache.</summary>
    Cache,
}
