using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Tests.Publishing;

public sealed class ManifestTests
{
    [Fact]
    public async Task The_manifest_of_a_model_of_this_shape_is_what_the_official_packages_write()
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Create(), "out", "deep")).FullName;
        await using var builder = TestModel.CreateForPublishing(folder);
        var password = builder.AddParameter("mysql-password", secret: true);
        var replication = builder.AddParameter("repl-password", new GenerateParameterDefault(), secret: true, persist: true);
        var members = Enumerable.Range(1, 2).Select(number => builder.AddMySql($"mysql-{number}", password)
            .WithEndpoint(targetPort: 33061, name: "gr")
            .WithArgs($"--server-id={number}", "--gtid-mode=ON")
            .WithEnvironment("MYSQL_ROOT_HOST", "%")
            .WithEnvironment("REPL_PASSWORD", replication)
            .WithDataVolume($"volume-{number}")).ToArray();
        foreach (var member in members)
        {
            var seeds = new ReferenceExpressionBuilder();
            foreach (var other in members)
            {
                if (!seeds.IsEmpty)
                    seeds.AppendLiteral(",");
                seeds.Append($"{other.GetEndpoint("gr").Property(EndpointProperty.HostAndPort)}");
            }
            var own = member.GetEndpoint("gr");
            member.WithArgs(
                ReferenceExpression.Create($"--seeds={seeds.Build()}"),
                ReferenceExpression.Create($"--local-address={own.Property(EndpointProperty.Host)}:{own.Property(EndpointProperty.TargetPort)}"));
        }
        var database = members[0].AddDatabase("appdb", "app");
        var web = builder.AddTestApp("web-1").WithHttpHealthCheck("/health").WithReference(database).WaitFor(database).WithReplicas(2);
        builder.AddProject("gateway", TestFolders.AppProject, launchProfileName: null)
            .WithHttpEndpoint(port: 8080).WithHttpsEndpoint().WithExternalHttpEndpoints().WithReference(web).WithArgs("--listen").WaitFor(web);

        AssertManifest($$$"""
            {
              "$schema": "https://json.schemastore.org/aspire-8.0.json",
              "resources": {
                "mysql-password": { "type": "parameter.v0", "value": "{mysql-password.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
                "repl-password": { "type": "parameter.v0", "value": "{repl-password.inputs.value}",
                  "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } } },
                "mysql-1": {{{Member(1)}}},
                "mysql-2": {{{Member(2)}}},
                "appdb": { "type": "value.v0", "connectionString": "{mysql-1.connectionString};Database=app" },
                "web-1": {
                  "type": "project.v0",
                  "path": "{{{Path.GetRelativePath(folder, TestFolders.AppProject)}}}",
                  "env": {
                    "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                    "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                    "HTTP_PORTS": "{web-1.bindings.http.targetPort}",
                    "ConnectionStrings__appdb": "{appdb.connectionString}",
                    "APPDB_HOST": "{mysql-1.bindings.tcp.host}",
                    "APPDB_PORT": "{mysql-1.bindings.tcp.port}",
                    "APPDB_USERNAME": "root",
                    "APPDB_PASSWORD": "{mysql-password.value}",
                    "APPDB_URI": "mysql://root:{mysql-password-uri-encoded.value}@{mysql-1.bindings.tcp.host}:{mysql-1.bindings.tcp.port}/app",
                    "APPDB_JDBCCONNECTIONSTRING": "jdbc:mysql://{mysql-1.bindings.tcp.host}:{mysql-1.bindings.tcp.port}/app",
                    "APPDB_DATABASENAME": "app"
                  },
                  "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } }
                },
                "gateway": {
                  "type": "project.v0",
                  "path": "{{{Path.GetRelativePath(folder, TestFolders.AppProject)}}}",
                  "args": [ "--listen" ],
                  "env": {
                    "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                    "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                    "HTTP_PORTS": "{gateway.bindings.http.targetPort}",
                    "HTTPS_PORTS": "{gateway.bindings.https.targetPort}",
                    "WEB_1_HTTP": "{web-1.bindings.http.url}",
                    "services__web-1__http__0": "{web-1.bindings.http.url}"
                  },
                  "bindings": {
                    "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "port": 8080, "external": true },
                    "https": { "scheme": "https", "protocol": "tcp", "transport": "http", "external": true }
                  }
                },
                "mysql-password-uri-encoded": { "type": "annotated.string", "value": "{mysql-password.value}", "filter": "uri" }
              }
            }
            """, await PublishAsync(builder, folder));
    }

    [Fact]
    public async Task Parameters_tell_how_their_value_is_had()
    {
        var file = Path.Combine(TestFolders.Create(), "model.json");
        await using var builder = TestModel.CreateForPublishing(file);
        builder.AddParameter("plain");
        builder.AddParameter("constant", "value", publishValueAsDefault: true);
        builder.AddParameter("hidden", "value");
        builder.AddParameter("generated", new GenerateParameterDefault { MinLength = 48, Special = false, MinUpper = 2 });
        builder.AddConnectionString("connection");
        AssertManifest("""
            {
              "$schema": "https://json.schemastore.org/aspire-8.0.json",
              "resources": {
                "plain": { "type": "parameter.v0", "value": "{plain.inputs.value}", "inputs": { "value": { "type": "string" } } },
                "constant": { "type": "parameter.v0", "value": "{constant.inputs.value}", "inputs": { "value": { "type": "string", "default": { "value": "value" } } } },
                "hidden": { "type": "parameter.v0", "value": "{hidden.inputs.value}", "inputs": { "value": { "type": "string" } } },
                "generated": { "type": "parameter.v0", "value": "{generated.inputs.value}",
                  "inputs": { "value": { "type": "string", "default": { "generate": { "minLength": 48, "special": false, "minUpper": 2 } } } } },
                "connection": { "type": "parameter.v0", "connectionString": "{connection.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
              }
            }
            """, await PublishAsync(builder, file));
    }

    [Fact]
    public async Task A_password_that_the_model_lists_nowhere_is_in_the_manifest_all_the_same()
    {
        var file = Path.Combine(TestFolders.Create(), "model.json");
        await using var builder = TestModel.CreateForPublishing(file);
        builder.AddMySql("mysql");
        var manifest = await PublishAsync(builder, file);
        Assert.Equal("22", manifest["resources"]!["mysql-password"]!["inputs"]!["value"]!["default"]!["generate"]!["minLength"]!.ToJsonString());
    }

    [Fact]
    public async Task Containers_and_executables_are_written_with_all_that_they_need()
    {
        var folder = TestFolders.Create();
        await using var builder = TestModel.CreateForPublishing(folder);
        builder.AddContainer("cache", "redis", "8").WithImageRegistry("docker.io").WithEntrypoint("/bin/redis").WithArgs("--save", "no")
            .WithVolume("data", "/data", isReadOnly: true).WithVolume("/tmp").WithBindMount("conf", "/conf").WithEndpoint(targetPort: 6379, name: "tcp");
        builder.AddContainer("pinned", "redis").WithImageSHA256("abc");
        builder.AddExecutable("tool", "run", "tools", "now").WithHttpEndpoint(targetPort: 80, env: "PORT");
        builder.AddSleeper("left-out").ExcludeFromManifest();
        builder.AddSleeper("own").WithManifestPublishingCallback(context => context.Writer.WriteString("type", "own.v0"));
        AssertManifest($$$"""
            {
              "$schema": "https://json.schemastore.org/aspire-8.0.json",
              "resources": {
                "cache": {
                  "type": "container.v0", "image": "docker.io/redis:8", "entrypoint": "/bin/redis", "args": [ "--save", "no" ],
                  "bindMounts": [ { "source": "../conf", "target": "/conf", "readOnly": false } ],
                  "volumes": [ { "name": "data", "target": "/data", "readOnly": true }, { "target": "/tmp", "readOnly": false } ],
                  "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 6379 } }
                },
                "pinned": { "type": "container.v0", "image": "redis@sha256:abc" },
                "tool": {
                  "type": "executable.v0", "workingDirectory": "../tools", "command": "run", "args": [ "now" ],
                  "env": { "PORT": "{tool.bindings.http.targetPort}" },
                  "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 80 } }
                },
                "own": { "type": "own.v0" }
              }
            }
            """, await PublishAsync(builder, folder));
    }

    [Fact]
    public async Task Publishing_raises_its_events_and_starts_nothing()
    {
        var calls = new List<string>();
        var file = Path.Combine(TestFolders.Create(), "model.json");
        await using var builder = TestModel.CreateForPublishing(file);
        builder.OnBeforeStart((_, _) => Note("start"));
        builder.OnBeforePublish((_, _) => Note(File.Exists(file) ? "?" : "before"));
        builder.OnAfterPublish((_, _) => Note(File.Exists(file) ? "after" : "?"));
        builder.AddSleeper("worker").WithHealthCheck("not-registered").OnBeforeResourceStarted((_, _, _) => Note("?"));
        await PublishAsync(builder, file);
        Assert.Equal(["start", "before", "after"], calls);

        Task Note(string call)
        {
            calls.Add(call);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_profile_with_urls_yields_http_and_https_without_ports()
    {
        await using var builder = TestModel.CreateForPublishing(TestFolders.Create());
        var web = builder.AddProject("web", TestFolders.AppProject).DisableForwardedHeaders();
        Assert.Equal([("http", null, null), ("https", null, null)], web.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (endpoint.Name, endpoint.Port, endpoint.TargetPort)));
        Assert.Equal(new Dictionary<string, string>
        {
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
            ["HTTP_PORTS"] = "{web.bindings.http.targetPort}",
            ["HTTPS_PORTS"] = "{web.bindings.https.targetPort}",
        }, await web.GetVariablesAsync());
    }

    [Fact]
    public async Task A_volume_name_does_not_depend_on_the_folder_of_the_checkout()
    {
        var (one, two) = (TestFolders.Create(), TestFolders.Create());
        Assert.Equal(await GetAsync(publish: true, one), await GetAsync(publish: true, two));
        Assert.NotEqual(await GetAsync(publish: false, one), await GetAsync(publish: false, two));

        static async Task<string> GetAsync(bool publish, string folder)
        {
            await using var builder = TestModel.Create((options, _) => options.ProjectDirectory = folder, publish ? ["--publisher", "manifest"] : []);
            return VolumeNameGenerator.Generate(builder.AddSleeper("worker"), "data");
        }
    }

    private static string Member(int number) => $$"""
        {
          "type": "container.v0",
          "connectionString": "Server={mysql-{{number}}.bindings.tcp.host};Port={mysql-{{number}}.bindings.tcp.port};User ID=root;Password={mysql-password.value}",
          "image": "docker.io/library/mysql:9.7",
          "args": [
            "--server-id={{number}}", "--gtid-mode=ON",
            "--seeds={mysql-1.bindings.gr.host}:{mysql-1.bindings.gr.port},{mysql-2.bindings.gr.host}:{mysql-2.bindings.gr.port}",
            "--local-address={mysql-{{number}}.bindings.gr.host}:{mysql-{{number}}.bindings.gr.targetPort}"
          ],
          "volumes": [ { "name": "volume-{{number}}", "target": "/var/lib/mysql", "readOnly": false } ],
          "env": { "MYSQL_ROOT_PASSWORD": "{mysql-password.value}", "MYSQL_ROOT_HOST": "%", "REPL_PASSWORD": "{repl-password.value}" },
          "bindings": {
            "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 3306 },
            "gr": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 33061 }
          }
        }
        """;

    private static async Task<JsonNode> PublishAsync(IDistributedApplicationTestingBuilder builder, string output)
    {
        Assert.True(builder.ExecutionContext.IsPublishMode);
        var application = await builder.BuildAsync(Token);
        await application.RunAsync(Token);
        var file = output.EndsWith(".json", StringComparison.Ordinal) ? output : Path.Combine(output, "aspire-manifest.json");
        return JsonNode.Parse(await File.ReadAllTextAsync(file, Token))!;
    }

    /// <summary>The order of members counts too: it is the order of the model.</summary>
    private static void AssertManifest(string expected, JsonNode actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToString(), actual.ToString());
}
