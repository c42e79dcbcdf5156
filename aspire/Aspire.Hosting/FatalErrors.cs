using System.Reflection;

namespace Aspire.Hosting;

/// <summary>Ends the process with one line and exit code 1 when a model cannot run, instead of with a stack trace.</summary>
internal static class FatalErrors
{
    private static int s_installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
    }

    private static void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        var exception = e.ExceptionObject as Exception;
        while (exception is AggregateException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        // Only what was thrown here is known to have a message that says all there is to say.
        if (exception is null || (exception is not DistributedApplicationException && exception.TargetSite?.Module.Assembly != typeof(FatalErrors).Assembly))
            return;
        Console.Error.WriteLine($"error: {exception.Message}");
        Environment.Exit(1);
    }
}
