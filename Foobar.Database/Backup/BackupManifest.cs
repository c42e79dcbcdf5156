using System.Text.Json;

namespace Foobar.Database.Backup;

/// <summary>What a copy contains; written into its folder when it is complete.</summary>
internal sealed record BackupManifest
{
    /// <summary>The file's name in the folder of a copy.</summary>
    public const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>When the copy was begun, in UTC.</summary>
    public required DateTime BegunAt { get; init; }

    /// <summary>The member that was copied.</summary>
    public required string Member { get; init; }

    /// <summary>The version of its server.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>Transactions that are in the copy; later ones may be too.</summary>
    public required string Transactions { get; init; }

    /// <summary>The folders within the folder; the server needs the empty ones too.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>The size of each file in bytes, by its path within the folder.</summary>
    public required SortedDictionary<string, long> Files { get; init; }

    /// <summary>Reads the manifest of a copy.</summary>
    /// <exception cref="BackupException">There is none, or it cannot be read.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new BackupException($"'{folder}' is no complete backup: it has no {FileName}.");
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), Format) ?? throw new JsonException("it is empty");
        }
        catch (JsonException exception)
        {
            throw new BackupException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the manifest into the folder of a copy.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Format));

    /// <summary>The same for what is in a folder now.</summary>
    public BackupManifest Of(string folder) => this with
    {
        Folders = [.. Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)],
        Files = Measure(folder),
    };

    /// <summary>The sizes of all files in a folder, without a manifest.</summary>
    private static SortedDictionary<string, long> Measure(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file), new FileInfo(file).Length))
            .Where(file => file.Path != FileName)
            .ToDictionary(file => file.Path, file => file.Length), StringComparer.Ordinal);

    /// <exception cref="BackupException">A file is missing or has another size than when the copy was made.</exception>
    public void Verify(string folder)
    {
        var present = Measure(folder);
        foreach (var (file, size) in Files)
        {
            if (!present.TryGetValue(file, out var found))
                throw new BackupException($"The backup in '{folder}' is not complete: {file} is missing.");
            if (found != size)
                throw new BackupException($"The backup in '{folder}' is damaged: {file} has {found} bytes, and had {size} when it was made.");
        }
    }
}
