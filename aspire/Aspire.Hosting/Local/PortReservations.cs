namespace Aspire.Hosting.Local;

/// <summary>Keeps the ports that this process has picked from other application hosts of the same user: a port is free until its resource listens, which takes a database seconds.</summary>
internal static class PortReservations
{
    private const long AfterAllPorts = 100_000;

    // The locks are the process's own, and go when it closes the file, which it never does.
    private static readonly FileStream? s_file = Open();

    /// <summary>Reserves a port until this process ends; false when another one has. Where the system has no locks on parts of a file, none is reserved.</summary>
    public static bool TryReserve(int port) => s_file is null || TryLock(s_file, port);

    private static FileStream? Open()
    {
        try
        {
            var folder = Directory.CreateDirectory(UserFolders.Cache).FullName;
            var file = new FileStream(Path.Combine(folder, "ports"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (TryLock(file, AfterAllPorts + Environment.ProcessId))
                return file;
            file.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Ports are picked all the same.
        }
        return null;
    }

    private static bool TryLock(FileStream file, long position)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
            return false;
        try
        {
            file.Lock(position, 1);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
