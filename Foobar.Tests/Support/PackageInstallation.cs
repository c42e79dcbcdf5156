namespace Foobar.Tests.Support;

/// <summary>Tests run side by side, but only one at a time may install packages: the package manager refuses a second one.</summary>
internal static class PackageInstallation
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Does it when nobody else does.</summary>
    public static async Task RunAsync(Func<Task> installAsync, CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            await installAsync();
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
