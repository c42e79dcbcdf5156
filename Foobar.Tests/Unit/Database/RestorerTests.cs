using Foobar.Database.Backup;
using Foobar.Tests.Support;

namespace Foobar.Tests.Unit.Database;

public sealed class RestorerTests : IDisposable
{
    private readonly string _root = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"restore-{Guid.NewGuid():N}")).FullName;

    private string Backup => Path.Combine(_root, "backup");

    private string Target => Path.Combine(_root, "members", "data");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_complete_backup_is_copied_without_its_manifest()
    {
        MakeBackup();

        Restorer.Restore(Backup, Target, TestContext.Current.CancellationToken);

        Assert.Equal("two", File.ReadAllText(Path.Combine(Target, "foobar", "users.ibd")));
        Assert.Equal(["foobar", "mysql", "mysql.ibd"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order());
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_folder_may_be_there_already()
    {
        MakeBackup();
        Directory.CreateDirectory(Target);

        Restorer.Restore(Backup, Target, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path.Combine(Target, "mysql.ibd")));
    }

    /// <summary>As in a container: the folder is a volume, and nothing can be written beside it.</summary>
    [Fact]
    public async Task An_empty_volume_receives_the_data_itself()
    {
        DeployProgram.RequireRoot();
        MakeBackup();
        Directory.CreateDirectory(Target);
        await RunAsync("mount", "-t", "tmpfs", "foobar-restore", Target);
        try
        {
            Restorer.Restore(Backup, Target, TestContext.Current.CancellationToken);

            Assert.Equal("two", File.ReadAllText(Path.Combine(Target, "foobar", "users.ibd")));
            Assert.Equal(["foobar", "mysql", "mysql.ibd"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order());
            Assert.Contains("exists already and is not empty", Refuse(), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("umount", Target);
        }
    }

    [Fact]
    public void Data_that_are_there_are_not_touched()
    {
        MakeBackup();
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "mysql.ibd"), "mine");

        Assert.Contains("exists already and is not empty", Refuse(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Target, "mysql.ibd")));
    }

    [Fact]
    public void A_folder_that_is_no_backup_is_refused()
    {
        Directory.CreateDirectory(Backup);

        Assert.Contains("no complete backup: it has no backup.json", Refuse(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_without_one_of_its_files_is_refused_by_its_name()
    {
        MakeBackup();
        File.Delete(Path.Combine(Backup, "foobar", "users.ibd"));

        Assert.Contains("foobar/users.ibd is missing", Refuse(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void A_backup_with_a_file_that_was_cut_off_is_refused()
    {
        MakeBackup();
        File.WriteAllText(Path.Combine(Backup, "mysql.ibd"), "o");

        Assert.Contains("mysql.ibd has 1 bytes, and had 3", Refuse(), StringComparison.Ordinal);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await DeployProgram.RunAsync(program, arguments);
        Assert.True(exitCode == 0, output);
    }

    private string Refuse() => Assert.Throws<BackupException>(() => Restorer.Restore(Backup, Target, TestContext.Current.CancellationToken)).Message;

    private void MakeBackup()
    {
        Directory.CreateDirectory(Path.Combine(Backup, "foobar"));
        Directory.CreateDirectory(Path.Combine(Backup, "mysql"));
        File.WriteAllText(Path.Combine(Backup, "mysql.ibd"), "one");
        File.WriteAllText(Path.Combine(Backup, "foobar", "users.ibd"), "two");
        new BackupManifest { BegunAt = DateTime.UnixEpoch, Member = "a", ServerVersion = "9.7.4", Transactions = "", Folders = [], Files = [] }.Of(Backup).Write(Backup);
    }
}
