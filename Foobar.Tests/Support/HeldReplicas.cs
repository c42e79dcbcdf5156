using Dapper;
using MySqlConnector;

namespace Foobar.Tests.Support;

/// <summary>Replicas that receive transactions and cannot apply them, until this is disposed.</summary>
internal sealed class HeldReplicas : IAsyncDisposable
{
    private readonly List<MySqlConnection> _locks = [];

    /// <summary>Connections that see what happens on each of the replicas.</summary>
    public IReadOnlyList<MySqlConnection> Connections => _locks;

    public static async Task<HeldReplicas> HoldAsync(RunningModel model, params string[] replicas)
    {
        var held = new HeldReplicas();
        try
        {
            foreach (var replica in replicas)
            {
                held._locks.Add(await MemberDatabase.OpenAsync(model, replica));
                await held._locks[^1].ExecuteAsync("FLUSH TABLES WITH READ LOCK");
            }
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the replicas go on.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var connection in _locks)
            await connection.ExecuteAsync("UNLOCK TABLES");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _locks)
            await connection.DisposeAsync();
    }
}
