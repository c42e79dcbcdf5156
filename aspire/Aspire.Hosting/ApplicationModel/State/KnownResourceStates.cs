namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that the runtime itself uses.</summary>
public static class KnownResourceStates
{
    public static readonly string NotStarted = "NotStarted";

    public static readonly string Waiting = "Waiting";

    public static readonly string Building = "Building";

    public static readonly string Starting = "Starting";

    public static readonly string Running = "Running";

    public static readonly string Active = "Active";

    public static readonly string Stopping = "Stopping";

    public static readonly string Finished = "Finished";

    public static readonly string Exited = "Exited";

    public static readonly string FailedToStart = "FailedToStart";

    public static readonly string RuntimeUnhealthy = "RuntimeUnhealthy";

    public static readonly string ValueMissing = "ValueMissing";

    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];

    public static readonly IReadOnlyList<string> BuildableStates = [Running, Waiting, Finished, FailedToStart, Exited];
}
