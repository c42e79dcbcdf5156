namespace Chaos.Model;

/// <summary>Folders of this run, apart from those of a developer who works on the same machine; deleted at the end.</summary>
internal sealed class OwnFolders : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"foobar-chaos-{Guid.NewGuid():N}");

    private OwnFolders()
    {
        // The local runtime keeps volumes and generated secrets below these folders.
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _root);
        Environment.SetEnvironmentVariable("APPDATA", Path.Combine(_root, "secrets"));
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(_root, "tmp")).FullName);
    }

    /// <summary>Makes the folders and redirects the runtime to them.</summary>
    public static OwnFolders Create() => new();

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
