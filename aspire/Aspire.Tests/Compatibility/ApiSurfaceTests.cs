using System.Diagnostics;

namespace Aspire.Tests.Compatibility;

public sealed class ApiSurfaceTests
{
    private static readonly string[] StandIns = ["Aspire.Hosting", "Aspire.Hosting.MySql", "Aspire.Hosting.Testing", "Aspire.MySqlConnector"];

    [Fact]
    public async Task The_public_surface_is_a_part_of_the_official_one()
    {
        var shared = Path.GetFullPath(Path.Combine(TestFolders.Repository, "..", "shared"));
        var tool = Path.Combine(shared, "tools", "api-surface");
        Assert.SkipUnless(Directory.Exists(tool), $"There is no '{tool}' to compare with.");
        // Built in a folder of the test's own, so that nothing is written beside the tool.
        var folder = TestFolders.Create();
        foreach (var file in Directory.EnumerateFiles(tool))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

        var start = new ProcessStartInfo("dotnet", ["run", "--project", folder, "--", Path.Combine(shared, "aspire-signatures")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // No build server may outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        // A build node that stays for the next build would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var standIn in StandIns)
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{standIn}.dll"));
        var deadline = Within(TimeSpan.FromMinutes(3));
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(deadline), process.StandardError.ReadToEndAsync(deadline));
        await process.WaitForExitAsync(deadline);
        Assert.Equal("0 difference(s)", string.Concat(output).Trim());
    }
}
