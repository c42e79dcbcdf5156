using System.Net.Sockets;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Reads the meaning of MySQL's errors.</summary>
/// <remarks><c>MySqlException.IsTransient</c> covers none of the read-only and shutdown errors, hence an own list.</remarks>
internal static class MySqlErrors
{
    /// <summary>What the error means; anything that does not come from the database, or from waiting for it, is permanent.</summary>
    public static MySqlFailure Classify(Exception exception) => exception switch
    {
        MySqlException mysql => Classify((int)mysql.ErrorCode, mysql.InnerException),
        SocketException or IOException => MySqlFailure.ConnectionLost,
        // The member hangs: whoever waited for it has stopped waiting.
        OperationCanceledException or TimeoutException => MySqlFailure.ConnectionLost,
        _ => MySqlFailure.Permanent,
    };

    /// <summary>The member refused, was not reached, or hangs.</summary>
    public static bool IsFromMember(Exception exception) => exception is MySqlException or OperationCanceledException or TimeoutException;

    /// <summary>What the error code means.</summary>
    public static MySqlFailure Classify(int code, Exception? inner = null) => code switch
    {
        1290 or 1836 => MySqlFailure.WrongMember, // read only: no longer the primary
        4094 => MySqlFailure.WrongMember, // the primary moves, and takes nothing new meanwhile
        1053 => MySqlFailure.WrongMember, // shutting down
        1040 or 1203 => MySqlFailure.WrongMember, // too many connections: nothing has begun
        3098 or 3100 or 3101 => MySqlFailure.WrongMember, // the group refused the statement, or the commit and rolled back
        1205 or 1213 => MySqlFailure.Contention, // lock wait timeout, deadlock
        1042 or 2002 or 2003 or 2006 or 2013 => MySqlFailure.ConnectionLost,
        1927 or 3032 or 3169 or 4031 => MySqlFailure.ConnectionLost, // the server closed the connection, or went offline
        _ when inner is SocketException or IOException or EndOfStreamException => MySqlFailure.ConnectionLost,
        _ => MySqlFailure.Permanent,
    };

    /// <summary>The name of the unique index that the error says was hit; null for any other error.</summary>
    public static string? DuplicateKey(MySqlException exception)
    {
        if (exception.ErrorCode != MySqlErrorCode.DuplicateKeyEntry)
            return null;
        // "Duplicate entry 'X' for key 'table.index'": X is the visitor's text, so the name is looked for from the end.
        const string mark = " for key '";
        var at = exception.Message.LastIndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? "" : exception.Message[(at + mark.Length)..].TrimEnd('\'');
    }

    /// <summary>The error in one line, with the cause where the message alone does not say it.</summary>
    public static string Describe(Exception exception) =>
        exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{exception.Message} {inner.Message}"
            : exception.Message;
}
