using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Foobar.Tests.Support;
using GatewaySpeed;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>The manifest that the files in <c>deploy</c> are held to is the one that the application host publishes.</summary>
public sealed partial class ManifestTests
{
    private const string Renewal =
        """
        The model and deploy/manifest.json are not the same. When the model is right, renew the file, and then what is deployed by it:
          dotnet run --project Foobar.AppHost -- --publisher manifest --output-path "$PWD/deploy/manifest.json"
          sed -i -E 's/"(foobar\.apphost)-[0-9a-f]{10}-/"\1-0000000000-/' deploy/manifest.json
        """;

    private static readonly string Expected = Path.Combine(Repository.Root, "deploy", "manifest.json");

    [Fact]
    public async Task The_manifest_in_the_repository_is_what_the_model_publishes()
    {
        var published = await PublishAsync();

        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Expected, TestContext.Current.CancellationToken))!.ToString();
        if (published != expected)
            Assert.Fail($"{Renewal}\n{FirstDifference(expected, published)}");
    }

    /// <summary>Publishes as an operator does, and writes it as it would be beside the one in the repository.</summary>
    private static async Task<string> PublishAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"manifest-{Guid.NewGuid():N}")).FullName;
        var output = Path.Combine(folder, "manifest.json");
        var host = Path.Combine(Repository.OutputOf("Foobar.AppHost"), "Foobar.AppHost.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, "--operation", "publish", "--publisher", "manifest", "--output-path", output])
        {
            WorkingDirectory = Projects.Foobar_AppHost.ProjectPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, string.Join('\n', said));

        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken))!;
        foreach (var resource in manifest["resources"]!.AsObject().Select(resource => resource.Value!.AsObject()))
        {
            Move(resource, "path", folder);
            foreach (var mount in resource["bindMounts"]?.AsArray() ?? [])
                Move(mount!.AsObject(), "source", folder);
        }
        return PathDependent.Replace(manifest.ToString(), "$1-0000000000-");
    }

    /// <summary>Paths start from the folder of the manifest.</summary>
    private static void Move(JsonObject node, string key, string folder)
    {
        if ((string?)node[key] is { } path)
            node[key] = Path.GetRelativePath(Path.GetDirectoryName(Expected)!, Path.GetFullPath(Path.Combine(folder, path))).Replace('\\', '/');
    }

    private static string FirstDifference(string expected, string published)
    {
        var (before, now) = (expected.Split('\n'), published.Split('\n'));
        var line = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1} in the repository: {before.ElementAtOrDefault(line)?.Trim() ?? "(none)"}\nin the model:             {now.ElementAtOrDefault(line)?.Trim() ?? "(none)"}";
    }

    /// <summary>The part of a volume's name that is made from the path of the checkout.</summary>
    [GeneratedRegex(@"(foobar\.apphost)-[0-9a-f]{10}-")]
    private static partial Regex PathDependent { get; }
}
