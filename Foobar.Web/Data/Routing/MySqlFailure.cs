namespace Foobar.Web.Data.Routing;

/// <summary>What an error of MySQL means for the work that met it.</summary>
internal enum MySqlFailure
{
    /// <summary>The statement itself is at fault; running it again gives the same error.</summary>
    Permanent,

    /// <summary>This member cannot do it now; the transaction is rolled back and can be run again on the right member.</summary>
    WrongMember,

    /// <summary>Two transactions met; this one is rolled back and can be run again on the same member.</summary>
    Contention,

    /// <summary>The connection was lost: before the commit nothing has happened, during the commit the outcome is unknown.</summary>
    ConnectionLost,
}
