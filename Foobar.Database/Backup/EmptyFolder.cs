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

    /// <summary>Puts a complete folder at the path in one step.</summary>
    public static void Replace(string folder, string complete)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(complete, folder);
    }
}
