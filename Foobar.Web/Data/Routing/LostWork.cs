using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Leaves work on a member that hangs to end by itself, while its caller goes on elsewhere.</summary>
/// <remarks>
/// The driver cancels a command by opening another connection to the same server, to kill the query there. To a server that hangs this
/// takes seconds and a thread, and the command goes on to wait. So no token is given to commands: their callers stop waiting instead,
/// and the command ends with its own timeout, which closes the socket.
/// </remarks>
internal static class LostWork
{
    /// <summary>Waits for work on a connection and closes the connection after it; when the wait ends first, both end by themselves.</summary>
    /// <exception cref="OperationCanceledException">The member was lost.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<T> WaitAndCloseAsync<T>(Task<T> work, MySqlConnection connection, TimeSpan within, TimeProvider time, CancellationToken lost)
    {
        try
        {
            return await work.WaitAsync(within > TimeSpan.Zero ? within : TimeSpan.Zero, time, lost);
        }
        finally
        {
            if (work.IsCompleted)
                await connection.DisposeAsync();
            else
                _ = CloseAfterAsync(work, connection);
        }
    }

    /// <summary>Waits for work on a connection that is to be used after it; when the work fails or the wait ends first, the connection is closed.</summary>
    /// <exception cref="OperationCanceledException">The member was lost.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<T> WaitOrCloseAsync<T>(Task<T> work, MySqlConnection connection, TimeSpan within, TimeProvider time, CancellationToken lost)
    {
        try
        {
            return await work.WaitAsync(within > TimeSpan.Zero ? within : TimeSpan.Zero, time, lost);
        }
        catch
        {
            _ = CloseAfterAsync(work, connection);
            throw;
        }
    }

    /// <summary>Waits for a connection; when the wait ends first, the connection is closed once it is there.</summary>
    /// <exception cref="OperationCanceledException">The member was lost.</exception>
    public static async ValueTask<MySqlConnection> OpenAsync(MySqlDataSource source, CancellationToken lost)
    {
        var opening = source.OpenConnectionAsync(CancellationToken.None);
        if (opening.IsCompletedSuccessfully)
            return opening.Result;
        var task = opening.AsTask();
        try
        {
            return await task.WaitAsync(lost);
        }
        catch (OperationCanceledException)
        {
            _ = CloseLaterAsync(task);
            throw;
        }
    }

    /// <summary>Closes a connection when the work on it has ended, however it did; nobody waits for either.</summary>
    private static async Task CloseAfterAsync(Task work, MySqlConnection connection)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }

    private static async Task CloseLaterAsync(Task<MySqlConnection> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
            await (await opening).DisposeAsync();
    }
}
