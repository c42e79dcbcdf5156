using System.Globalization;
using System.Runtime.InteropServices;
using Foobar.AppHost.MySqlCluster.Monitoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.MySqlCluster.Trials;

/// <summary>The process or container behind a member, which its snapshot names.</summary>
internal static partial class MemberProcess
{
    private const string ProcessIdProperty = "executable.pid";
    private const string ContainerIdProperty = "container.id";

    /// <summary>Sends a signal, and returns what was done as a sentence.</summary>
    /// <exception cref="InvalidOperationException">There is nobody to get it, or the container runtime refuses.</exception>
    public static async Task<string> SignalAsync(ExecuteCommandContext context, MySqlServerResource member, ProcessSignal signal)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        var target = await SendAsync(context, notifications, member, signal).ConfigureAwait(false);
        LogSent(context.Services.GetRequiredService<ResourceLoggerService>().GetLogger(member), GetName(signal), target);
        await notifications.PublishUpdateAsync(member, snapshot => snapshot.With(ClusterProperties.Hung, "Trial: process", signal == ProcessSignal.Stop ? "hung" : "")).ConfigureAwait(false);
        return $"SIG{GetName(signal)} was sent to {target} of {member.Name}.";
    }

    /// <summary>Forgets that a process was hung, since it has ended.</summary>
    public static Task ForgetAsync(ResourceNotificationService notifications, MySqlServerResource member) =>
        notifications.TryGetCurrentState(member.Name, out var current) && current.Snapshot.Get(ClusterProperties.Hung).Length > 0
            ? notifications.PublishUpdateAsync(member, snapshot => snapshot.With(ClusterProperties.Hung, "Trial: process", ""))
            : Task.CompletedTask;

    private static async Task<string> SendAsync(ExecuteCommandContext context, ResourceNotificationService notifications, MySqlServerResource member, ProcessSignal signal)
    {
        var snapshot = notifications.TryGetCurrentState(member.Name, out var current) ? current.Snapshot : null;
        if (int.TryParse(snapshot?.Get(ProcessIdProperty), CultureInfo.InvariantCulture, out var processId))
        {
            return Send(processId, GetNumber(signal)) == 0
                ? $"process {processId}"
                : throw new InvalidOperationException($"The process {processId} of {member.Name} could not be signalled: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        if (snapshot?.Get(ContainerIdProperty) is { Length: > 0 } containerId)
        {
            var runtime = new ContainerRuntime(context.Services.GetRequiredService<IConfiguration>());
            await runtime.RunAsync(["kill", "--signal", GetName(signal), containerId], context.CancellationToken).ConfigureAwait(false);
            return $"container {containerId[..Math.Min(12, containerId.Length)]}";
        }
        throw new InvalidOperationException($"{member.Name} has neither a process nor a container now.");
    }

    private static string GetName(ProcessSignal signal) => signal switch
    {
        ProcessSignal.Kill => "KILL",
        ProcessSignal.Stop => "STOP",
        _ => "CONT",
    };

    /// <summary>The numbers of Linux and macOS differ for two of them.</summary>
    private static int GetNumber(ProcessSignal signal) => (signal, OperatingSystem.IsMacOS()) switch
    {
        (ProcessSignal.Kill, _) => 9,
        (ProcessSignal.Stop, true) => 17,
        (ProcessSignal.Stop, false) => 19,
        (_, true) => 19,
        (_, false) => 18,
    };

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "SIG{Signal} was sent to {Target}.")]
    private static partial void LogSent(ILogger logger, string signal, string target);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int processId, int signal);
}
