using Foobar.Tests.Support;
using GatewaySpeed;

namespace Foobar.Tests.Unit.Deploy.VirtualMachines;

/// <summary>A host as <c>deploy/vm/install</c> makes it, in a folder of its own, with the settings of <c>foobar.conf.example</c>.</summary>
internal sealed class InstalledHost : IDisposable
{
    private InstalledHost(string folder) => Folder = folder;

    /// <summary>The folder with the script.</summary>
    public static string Scripts { get; } = Path.Combine(Repository.Root, "deploy", "vm");

    /// <summary>The settings that hosts are made with.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = File.ReadAllLines(Path.Combine(Scripts, "foobar.conf.example"))
        .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
        .ToDictionary(line => line.Split('=')[0], line => line.Split('=')[1]);

    /// <summary>What stands for the root of the host's files.</summary>
    public string Folder { get; }

    /// <summary>Makes a host that has these roles, under these names.</summary>
    public static async Task<InstalledHost> CreateAsync(params (string Role, string Name)[] roles)
    {
        var host = new InstalledHost(Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"host-{Guid.NewGuid():N}")).FullName);
        await File.WriteAllLinesAsync(host.SecretsFile, SecretNames.Select(name => $"{name}={GetSecret(name)}"), TestContext.Current.CancellationToken);
        foreach (var (role, name) in roles)
        {
            var (exitCode, output) = await host.InstallAsync(role, "--host", name);
            Assert.True(exitCode == 0, output);
        }
        return host;
    }

    /// <summary>Runs the script for this host.</summary>
    public Task<(int ExitCode, string Output)> InstallAsync(params string[] arguments) => DeployProgram.RunAsync(
        Path.Combine(Scripts, "install"), ["--settings", Path.Combine(Scripts, "foobar.conf.example"), "--secrets", SecretsFile, "--root", Folder, .. arguments]);

    /// <summary>The value of a secret parameter, by its name in the settings.</summary>
    public static string GetSecret(string name) => $"secret0of0{name.Replace("_", "0", StringComparison.Ordinal)}";

    /// <summary>The host's own path of a file.</summary>
    public string GetPath(string path) => Path.Combine(Folder, path.TrimStart('/'));

    /// <summary>The lines <c>key=value</c> of a file, whatever stands around the sign.</summary>
    public IReadOnlyDictionary<string, string> ReadSettings(string path) => File.ReadAllLines(GetPath(path))
        .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
        .ToDictionary(line => line[..line.IndexOf('=', StringComparison.Ordinal)].Trim(), line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());

    /// <summary>What a service reads: the variables of its unit, and its credentials.</summary>
    public IReadOnlyDictionary<string, string> ReadService(string role) => ReadSettings($"/etc/foobar/{role}.env")
        .Concat(Directory.EnumerateFiles(GetPath($"/etc/foobar/credentials/{role}")).Select(file => KeyValuePair.Create(Path.GetFileName(file), File.ReadAllText(file).Trim())))
        .ToDictionary();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string SecretsFile => Path.Combine(Folder, "foobar.secrets");

    private static IEnumerable<string> SecretNames => PublishedManifest.Parameters.Select(GetSettingName);

    /// <summary>The name in the settings of a parameter of the model.</summary>
    public static string GetSettingName(string parameter) => parameter.Replace('-', '_').ToUpperInvariant();
}
