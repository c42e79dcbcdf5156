using System.Net.Http.Json;
using Foobar.Tests.Support;
using Foobar.Tests.Unit.Deploy.VirtualMachines;
using GatewaySpeed;

namespace Foobar.Tests.Integration;

[Collection(OwnModelCollection.Name)]
public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_that_was_made_under_writes_becomes_a_whole_cluster_again()
    {
        var backups = Path.Combine(TestFolders.Data, $"backups-{Guid.NewGuid():N}");
        string[] folders;
        string name;
        List<int> before;
        await using (var model = await RunningModel.StartAsync(persistent: true))
        {
            folders = [.. RunningModel.Members.Select(model.GetDataFolder)];
            using var author = model.CreateVisitor();
            name = await author.SignUpAsync();
            var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
            await MemberDatabase.QueryAsync<int>(model, primary, "CREATE TABLE foobar.marks (id INT NOT NULL PRIMARY KEY)");
            await using var writer = await ContinuousWriter.StartAsync(model, primary);
            before = await writer.WaitForAsync(50);

            var (exitCode, output, errors) = await DatabaseCommand.RunAsync(model, "backup", "--to", backups, "--name", "first", "--member", replicas[1]);

            Assert.True(exitCode == 0, errors);
            Assert.Matches($@"^{replicas[1]} copied to .+/first: \d+\.\d MB in \d+\.\d s, with transactions [0-9a-f-]+:1-\d+", output);
            Assert.True((await writer.WaitForAsync(before.Count + 1)).Count > before.Count, "Writes went on.");
            Assert.Equal(["first"], Directory.EnumerateFileSystemEntries(backups).Select(Path.GetFileName));
            Assert.Equal(1, await MemberDatabase.QueryAsync<int>(model, primary, "SELECT COUNT(*) FROM foobar.cluster_timeline WHERE kind = 'BackupMade'"));
            var again = await DatabaseCommand.RunAsync(model, "backup", "--to", backups, "--name", "first");
            Assert.Equal((1, $"error: '{backups}/first' exists already and is not empty; back up to another folder, or delete this one first."), (again.ExitCode, again.Errors));
            await RequireBackupFromElsewhereAsync(model, folders, backups);
        }

        foreach (var folder in folders)
            Directory.Delete(folder, recursive: true);
        var restored = await DatabaseCommand.RunAsync(null, "restore", "--from", $"{backups}/first", "--to", folders[0]);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Directory.Delete(backups, recursive: true);

        await using var anew = await RunningModel.StartAsync(persistent: true);
        using var visitor = anew.CreateVisitor();
        using var session = await visitor.PostAsJsonAsync("/api/users/login", new { user = new { email = $"{name}@example.org", password = "correct horse" } }, TestContext.Current.CancellationToken);
        Assert.Equal(name, (await SiteClient.ReadAsync(session, 200)).GetProperty("user").GetProperty("username").GetString());
        foreach (var member in RunningModel.Members)
        {
            await Eventually.BecomesTrueAsync(async _ => await MemberDatabase.QueryAsync<int>(anew, member,
                "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE'") == 3, $"{member} in the group");
            Assert.Equal(before.Count, await MemberDatabase.QueryAsync<int>(anew, member, "SELECT COUNT(*) FROM foobar.marks WHERE id <= @last", new { last = before[^1] }));
        }
        await MemberDatabase.QueryAsync<int>(anew, (await MemberDatabase.GetRolesAsync(anew)).Primary, "DROP TABLE foobar.marks");
    }

    /// <summary>The command runs where the members' data are not, and the backups are on a volume that both have: it is a whole backup all the same.</summary>
    private static async Task RequireBackupFromElsewhereAsync(RunningModel model, string[] hidden, string backups)
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            return;
        var made = await DatabaseCommand.RunElsewhereAsync(model, hidden, "backup", "--to", backups, "--name", "second");
        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Matches(@"^mysql-\d copied to .+/second: \d+\.\d MB", made.Output);
        var restored = await DatabaseCommand.RunAsync(null, "restore", "--from", $"{backups}/second", "--to", $"{backups}/restored");
        Assert.True(restored.ExitCode == 0, restored.Errors);
    }

    [Fact]
    public void The_page_for_a_disaster_has_the_commands_that_are_tested()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "runbooks", "Disaster.md"));
        var unit = File.ReadAllText(Path.Combine(InstalledHost.Scripts, "roles", "mysql", "etc", "systemd", "system", "foobar-backup.service"));

        Assert.Matches(@"Foobar\.Database restore --from /\S+ --to /\S+\n", page);
        Assert.Matches(@"Foobar\.Database backup --to /\S+ --member @HOST@\n", unit);
    }

    [Theory]
    [InlineData(2, "Option '--to' is required.", "backup")]
    [InlineData(2, "'dance' is not known.", "dance")]
    [InlineData(2, "MySql:Members is missing", "backup", "--to", "/nowhere")]
    [InlineData(1, "'/nowhere' is no complete backup", "restore", "--from", "/nowhere", "--to", "/nowhere/else")]
    public async Task Wrong_use_ends_with_one_line_and_an_exit_code(int expected, string reason, params string[] arguments)
    {
        var (exitCode, output, errors) = await DatabaseCommand.RunAsync(null, arguments);

        Assert.Equal((expected, ""), (exitCode, output));
        Assert.StartsWith("error: ", errors, StringComparison.Ordinal);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }
}
