namespace Foobar.AppHost.MySqlCluster.Trials;

/// <summary>Signals that no process can refuse, and the one that undoes a stop.</summary>
internal enum ProcessSignal
{
    /// <summary>SIGKILL: ends the process at once.</summary>
    Kill,

    /// <summary>SIGSTOP: the process does nothing until it is continued.</summary>
    Stop,

    /// <summary>SIGCONT: the process goes on.</summary>
    Continue,
}
