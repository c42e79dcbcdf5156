namespace Foobar.Database.Backup;

/// <summary>A folder that is to receive data and has none.</summary>
internal static class EmptyFolder
{
    /// <exception cref="BackupException">There is something at that path already.</exception>
    public static void Require(string folder, string purpose)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new BackupException($"'{folder}' exists already and is not empty; {purpose} to another folder, or delete this one first.");
    }

    /// <summary>A new path for what is to become the folder: beside it, or in it where it is a volume of its own, which nothing can take the place of.</summary>
    public static string PlaceFor(string folder)
    {
        var name = $"{Guid.NewGuid():N}.partial";
        return IsVolume(folder) ? Path.Combine(folder, name) : $"{folder}.{name}";
    }

    /// <summary>Puts a complete folder, which was made at a <see cref="PlaceFor">place for it</see>, at the path: in one step, or entry by entry into a volume.</summary>
    public static void Replace(string folder, string complete)
    {
        if (Path.GetDirectoryName(complete) == Path.TrimEndingDirectorySeparator(folder))
        {
            // A server takes the folder for its data when this one is there, so it comes last.
            foreach (var entry in Directory.GetFileSystemEntries(complete).OrderBy(entry => Path.GetFileName(entry) == "mysql"))
                Directory.Move(entry, Path.Combine(folder, Path.GetFileName(entry)));
            Directory.Delete(complete);
            return;
        }
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(complete, folder);
    }

    private static bool IsVolume(string folder) =>
        Directory.Exists(folder) && DriveInfo.GetDrives().Any(drive => drive.Name == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
