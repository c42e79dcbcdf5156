using System.Reflection;
using System.Runtime.CompilerServices;

// The runtime itself works on Linux and macOS only; some tests read /proc.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Aspire.Tests.Support;

/// <summary>The folders of this test run, apart from those of whoever works on the machine.</summary>
internal static class TestFolders
{
    /// <summary>Everything that the run writes; deleted when it ends.</summary>
    public static string Root { get; } = Directory.CreateTempSubdirectory("aspire-tests-").FullName;

    /// <summary>Where the runtime keeps volumes during the run.</summary>
    public static string Volumes { get; } = Path.Combine(Root, "data", "aspire-local", "volumes");

    /// <summary>The project of the small web application that tests start.</summary>
    public static string AppProject { get; } = GetMetadata("testapp");

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(GetMetadata("testfolder"), "..", ".."));

    /// <summary>A new folder for one test.</summary>
    public static string Create() => Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N")[..12])).FullName;

    /// <summary>
    /// Volumes and user secrets must never be a developer's own, and temporary data not that of another run; the runtime, the SDK and what tests start read these variables.
    /// </summary>
    [ModuleInitializer]
    internal static void Redirect()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path.Combine(Root, "data"));
        Environment.SetEnvironmentVariable("APPDATA", Path.Combine(Root, "secrets"));
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(Root, "tmp")).FullName);
        // Every host would watch its settings for changes, and a user may have 128 watchers at a time.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Root, recursive: true);
    }

    private static string GetMetadata(string key) =>
        typeof(TestFolders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
