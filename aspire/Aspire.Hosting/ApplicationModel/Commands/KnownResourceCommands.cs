namespace Aspire.Hosting.ApplicationModel;

/// <summary>The commands that resources have without being asked.</summary>
public static class KnownResourceCommands
{
    public static readonly string StartCommand = "start";

    public static readonly string StopCommand = "stop";

    public static readonly string RestartCommand = "restart";

    public static readonly string RebuildCommand = "rebuild";

    public static readonly string SetParameterCommand = "set-parameter";

    public static readonly string DeleteParameterCommand = "delete-parameter";

    /// <summary>Today's name of a command that is asked for by the name it had before.</summary>
    internal static string Resolve(string name) => name switch
    {
        "resource-start" => StartCommand,
        "resource-stop" => StopCommand,
        "resource-restart" => RestartCommand,
        "parameter-set" => SetParameterCommand,
        "parameter-delete" => DeleteParameterCommand,
        _ => name,
    };
}
