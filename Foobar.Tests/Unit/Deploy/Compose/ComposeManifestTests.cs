using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>The Compose file is the model that the application host publishes.</summary>
public sealed partial class ComposeManifestTests
{
    private static readonly PublishedManifest Manifest = new(Resolve);

    /// <summary>What only a deployment has to set.</summary>
    private static readonly string[] Own =
        ["Secrets__Folder", "HTTPS_PORT", "Admin__Address", "Tls__Certificate", "Tls__Key", "Hosts__Canonical"];

    /// <summary>Each resource with the services that it is here.</summary>
    public static TheoryData<string, string> Counterparts => [.. PublishedManifest.Runnables.SelectMany(ServicesOf, (resource, service) => (resource, service))];

    [Fact]
    public void Every_resource_is_a_service_and_no_other_service_runs_unless_its_profile_is_asked_for() => Assert.Equal(
        PublishedManifest.Runnables.SelectMany(ServicesOf).Where(service => ComposeFile.Project.Services[service].Profiles.Count == 0).Order(),
        ComposeFile.Project.Services.Where(service => service.Value.Profiles.Count == 0).Select(service => service.Key).Order());

    [Theory]
    [MemberData(nameof(Counterparts))]
    public void A_service_has_the_image_of_its_resource(string resource, string service) => Assert.Equal(
        PublishedManifest.ImageOf(resource) ?? $"localhost:5000/foobar-{(resource.StartsWith("web-", StringComparison.Ordinal) ? "web" : resource)}:0.1.0",
        ComposeFile.Project.Services[service].Image);

    [Theory]
    [InlineData("mysql-1")]
    [InlineData("mysql-2")]
    [InlineData("mysql-3")]
    public void A_member_has_the_arguments_and_a_volume_of_its_own_for_the_data(string member)
    {
        var service = ComposeFile.Project.Services[member];

        Assert.Equal(Manifest.ArgumentsOf(member), service.Command);
        Assert.Equal([$"{member}-data:{Assert.Single(PublishedManifest.VolumesOf(member))}"], service.Volumes.Where(volume => !volume.StartsWith("backups:", StringComparison.Ordinal)));
        Assert.Equal("/run/secrets/mysql-password", service.Environment["MYSQL_ROOT_PASSWORD_FILE"]);
        Assert.Equal(["MYSQL_ROOT_PASSWORD"], Manifest.VariablesOf(member).Keys);
    }

    [Theory]
    [InlineData("database", "database")]
    [InlineData("web-1", "web-1")]
    [InlineData("web-2", "web-2")]
    [InlineData("gateway", "gateway-1")]
    [InlineData("gateway", "gateway-2")]
    public async Task A_service_has_the_variables_of_its_resource_and_those_with_secrets_as_files(string resource, string name)
    {
        var service = ComposeFile.Project.Services[name];
        var variables = Manifest.VariablesOf(resource);
        var made = await MakeSecretsAsync();

        Assert.Equal(variables.Where(variable => !Parameter().IsMatch(variable.Value)).OrderBy(variable => variable.Key, StringComparer.Ordinal),
            service.Environment.ExceptBy(Own, variable => variable.Key).OrderBy(variable => variable.Key, StringComparer.Ordinal));
        Assert.Equal(variables.Where(variable => Parameter().IsMatch(variable.Value)).Select(variable => KeyValuePair.Create(variable.Key, WithSecrets(variable.Value, made))).OrderBy(variable => variable.Key, StringComparer.Ordinal),
            service.SecretFiles.Where(file => !file.Key.StartsWith("tls-", StringComparison.Ordinal)).Select(file => KeyValuePair.Create(file.Key, made[file.Value])).OrderBy(variable => variable.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_script_makes_every_secret_and_keeps_those_that_are_there()
    {
        var made = await MakeSecretsAsync();

        Assert.Equal(ComposeFile.Project.Secrets.Keys.Order(), made.Keys.Order());
        Assert.Empty(PublishedManifest.Secrets.Except(made.Keys));
        Assert.All(ComposeFile.Project.Secrets, secret => Assert.Equal($"./secrets/{secret.Key}", secret.Value["file"]));
        Assert.Equal((22, 22, 22, 48, 32), (made["mysql-password"].Length, made["mysql-replication-password"].Length, made["mysql-site-password"].Length, made["token-signing-key"].Length, made["gateway-admin-key"].Length));

        var again = await MakeSecretsAsync(made.Where(secret => secret.Key is "mysql-password" or "tls-certificate" or "tls-key"));

        Assert.Equal((made["mysql-password"], made["tls-key"]), (again["mysql-password"], again["tls-key"]));
        Assert.NotEqual(made["token-signing-key"], again["token-signing-key"]);
        Assert.EndsWith($"Password={made["mysql-password"]}", again["database-mysql-2"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Counterparts))]
    public void Only_what_the_model_has_as_external_is_published_beyond_this_host(string resource, string service)
    {
        var ports = ComposeFile.Project.Services[service].Ports.Where(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal) || resource == "gateway").Select(port => port.Split(':')[^1]);
        var expected = resource == "gateway" ? [.. ExternalPortsOf(resource), "9000"] : ExternalPortsOf(resource);

        Assert.Equal(expected, ports);
        Assert.All(ComposeFile.Project.Services[service].Ports.Where(port => port.EndsWith(":9000", StringComparison.Ordinal)), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    /// <summary>Two gateways are two services, as each has addresses of its own.</summary>
    private static string[] ServicesOf(string resource) => resource == "gateway" ? ["gateway-1", "gateway-2"] : [resource];

    private static IEnumerable<string> ExternalPortsOf(string resource) => PublishedManifest.BindingsOf(resource).Where(binding => binding.IsExternal).Select(binding => PortOf(resource, binding.Name));

    /// <summary>What a reference of the manifest is in a Compose file: hosts are names of services, ports those of the containers; secrets stay as they are.</summary>
    private static string Resolve(string[] path) => path switch
    {
        [var resource, "bindings", _, "host"] => resource,
        [var resource, "bindings", var binding, "port" or "targetPort"] => PortOf(resource, binding),
        [var resource, "bindings", var binding, "url"] => $"http://{resource}:{PortOf(resource, binding)}",
        [var parameter, "value"] => $"{{{parameter}.value}}",
        _ => throw new InvalidOperationException($"The manifest has the reference '{string.Join('.', path)}', which this test does not know."),
    };

    private static string PortOf(string resource, string name) =>
        PublishedManifest.BindingsOf(resource).Single(binding => binding.Name == name).TargetPort?.ToString(CultureInfo.InvariantCulture) ?? name switch
        {
            "http" => "8080",
            "https" => "8443",
            "admin" => "9000",
            _ => throw new InvalidOperationException($"The endpoint '{name}' of '{resource}' is new: choose a port for it in compose.yaml and here."),
        };

    private static string WithSecrets(string value, Dictionary<string, string> secrets) => Parameter().Replace(value, match => secrets[match.Groups["name"].Value]);

    /// <summary>Runs a copy of the script in a folder of its own.</summary>
    private static async Task<Dictionary<string, string>> MakeSecretsAsync(IEnumerable<KeyValuePair<string, string>>? present = null)
    {
        var folder = Directory.CreateTempSubdirectory("foobar-compose-");
        try
        {
            var secrets = folder.CreateSubdirectory("secrets").FullName;
            foreach (var (name, text) in present ?? [])
                await File.WriteAllTextAsync(Path.Combine(secrets, name), text, TestContext.Current.CancellationToken);
            var script = Path.Combine(folder.FullName, "make-secrets");
            File.Copy(Path.Combine(ComposeFile.Folder, "make-secrets"), script);
            using var process = Process.Start(new ProcessStartInfo(script) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, string.Join('\n', said));
            return Directory.EnumerateFiles(secrets).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"\{(?<name>[a-z-]+)\.value\}")]
    private static partial Regex Parameter();
}
