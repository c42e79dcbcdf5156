using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Foobar.ServiceDefaults;

/// <summary>A service that refuses its settings says which and why, a line for each, and ends with 2; where in its code that was found is of no use to whoever set them.</summary>
public static class RefusedSettings
{
    private const int ExitCode = 2;

    /// <summary>Has the process end like that; to be called first.</summary>
    public static void EndInWords() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        var failures = FindFailures(unhandled.ExceptionObject);
        if (failures.Length == 0)
            return;
        foreach (var failure in failures)
            Console.Error.WriteLine($"error: {failure}");
        Environment.Exit(ExitCode);
    };

    /// <summary>Looks at all settings before the host starts, which would log the stack trace of what it finds.</summary>
    /// <exception cref="OptionsValidationException">Some are not valid.</exception>
    /// <exception cref="AggregateException">Some of several sections are not.</exception>
    public static void CheckSettings(this WebApplication app) => app.Services.GetService<IStartupValidator>()?.Validate();

    private static string[] FindFailures(object thrown) => thrown switch
    {
        OptionsValidationException refused => [.. refused.Failures],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) => [.. several.InnerExceptions.SelectMany(FindFailures)],
        // The binder's word for a value of another kind; it names the setting.
        InvalidOperationException { InnerException: not null } refused when refused.Message.Contains("configuration value", StringComparison.Ordinal) => [refused.Message],
        _ => [],
    };
}
