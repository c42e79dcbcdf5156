namespace Aspire.Tests.Model;

/// <summary>Where the settings of an application host come from, as section 4.1 of the runtime contract lists it.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("aspire", "aspire")]
    [InlineData("aspire dotnet", "dotnet")]
    [InlineData("aspire dotnet secret", "secret")]
    [InlineData("dotnet secret plain", "plain")]
    [InlineData("secret plain argument", "argument")]
    public async Task Later_sources_win(string sources, string winner)
    {
        var folder = TestFolders.Create();
        var variables = new Dictionary<string, string> { ["APPDATA"] = folder, ["DOTNET_ENVIRONMENT"] = "Development" };
        var args = new List<string> { "--scenario", "configuration" };
        foreach (var source in sources.Split(' '))
        {
            switch (source)
            {
                case "aspire":
                    variables["ASPIRE_SETTING"] = source;
                    break;
                case "dotnet":
                    variables["DOTNET_SETTING"] = source;
                    break;
                case "plain":
                    variables["SETTING"] = source;
                    break;
                case "argument":
                    args.AddRange(["--SETTING", source]);
                    break;
                case "secret":
                    var secrets = Directory.CreateDirectory(Path.Combine(folder, "Microsoft", "UserSecrets", "aspire-tests-apphost")).FullName;
                    await File.WriteAllTextAsync(Path.Combine(secrets, "secrets.json"), $$"""{ "SETTING": "{{source}}" }""", Token);
                    break;
            }
        }
        using var host = TestHost.Start(variables, [.. args]);
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.Equal([$"found {winner}"], host.Output);
    }
}
