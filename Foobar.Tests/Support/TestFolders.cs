using System.Runtime.CompilerServices;
using GatewaySpeed;

namespace Foobar.Tests.Support;

/// <summary>Folders of this test run, apart from those of a developer who works on the same machine.</summary>
internal static class TestFolders
{
    /// <summary>Volumes and secrets of the models; deleted when the run ends.</summary>
    public static string Data { get; } = Path.Combine(Path.GetTempPath(), $"foobar-tests-{Guid.NewGuid():N}");

    /// <summary>Logs of the models that tests run, for looking at after a failure.</summary>
    public static string Logs { get; } = Path.Combine(AppContext.BaseDirectory, "TestResults", "logs");

    /// <summary>Pictures of the site's pages, for looking at.</summary>
    public static string Pictures { get; } = Path.Combine(Repository.Root, "artifacts", "browser");

    [ModuleInitializer]
    internal static void Redirect()
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Logs);
        Directory.CreateDirectory(Pictures);
        // The local runtime keeps volumes and generated secrets below these folders: a test must never touch a developer's.
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Data);
        Environment.SetEnvironmentVariable("APPDATA", Path.Combine(Data, "secrets"));
        // What a host that was killed could not delete goes with the rest.
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(Data, "tmp")).FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Data, recursive: true);
    }
}
