namespace Foobar.Database.Backup;

/// <summary>Puts a copy where a member that does not run finds its data.</summary>
internal static class Restorer
{
    /// <summary>Copies a backup into the data folder of a member; returns its manifest.</summary>
    /// <exception cref="BackupException">The backup is not complete, or the folder has data.</exception>
    public static BackupManifest Restore(string from, string to, CancellationToken cancellationToken)
    {
        var manifest = BackupManifest.Read(from);
        manifest.Verify(from);
        EmptyFolder.Require(to, "restore");
        var partial = EmptyFolder.PlaceFor(to);
        try
        {
            foreach (var folder in manifest.Folders)
                CreateFolder(Path.Combine(partial, folder));
            foreach (var file in manifest.Files.Keys)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Copy(Path.Combine(from, file), Path.Combine(partial, file));
            }
            manifest.Verify(partial);
            EmptyFolder.Replace(to, partial);
            return manifest;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup could not be copied to '{to}': {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Copies a file through to the disk: a restored member must not lose it again to a power failure.</summary>
    private static void Copy(string from, string to)
    {
        CreateFolder(Path.GetDirectoryName(to)!);
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    /// <summary>The data are nobody's but the server's.</summary>
    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
