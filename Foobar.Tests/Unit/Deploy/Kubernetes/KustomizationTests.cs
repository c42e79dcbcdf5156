using Foobar.Tests.Support;
using Foobar.Tests.Unit.Monitoring;
using YamlDotNet.Serialization;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>The files that overlays are rendered from.</summary>
public sealed class KustomizationTests
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    public static TheoryData<string> Folders => [.. Directory.EnumerateFiles(Overlay.Folder, "kustomization.yaml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Overlay.Folder, Path.GetDirectoryName(file)!)).Append(Path.Combine("..", "monitoring")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Old_and_new_Kustomize_understand_a_file_alike(string folder)
    {
        var path = Path.Combine(Overlay.Folder, folder);

        var file = Kustomization.Read(path);

        // The old one takes folders as bases only, and files as resources only.
        Assert.All(file.Bases, one => Assert.True(Directory.Exists(Path.Combine(path, one)), one));
        Assert.All(file.Resources, one => Assert.True(File.Exists(Path.Combine(path, one)), one));
        // Everything in the folder is part of it.
        var used = file.Resources.Concat(file.PatchesStrategicMerge).Concat(file.PatchesJson6902.Select(patch => patch.Path)).Concat(file.Configurations).Concat(file.ConfigMapGenerator.SelectMany(one => one.Files)).Append("kustomization.yaml");
        if (folder != Path.Combine("..", "monitoring"))
            Assert.Equal(Directory.EnumerateFiles(path).Select(Path.GetFileName).Order(), used.Order());
    }

    [Fact]
    public void Every_rule_and_dashboard_is_among_the_settings()
    {
        var generated = Kustomization.Read(MonitoringFiles.Folder).ConfigMapGenerator.ToDictionary(one => one.Name, one => one.Files.Order());

        Assert.Equal(MonitoringFiles.RuleFiles.Select(file => $"rules/{Path.GetFileName(file)}"), generated["prometheus-rules"]);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(MonitoringFiles.Folder, "grafana", "dashboards")).Select(file => $"grafana/dashboards/{Path.GetFileName(file)}").Order(), generated["grafana-dashboards"]);
    }

    [Fact]
    public void Prometheus_has_the_settings_of_the_other_deployments_but_for_its_targets()
    {
        var (here, elsewhere) = (ReadPrometheus(Path.Combine(Overlay.Folder, "base", "monitoring")), ReadPrometheus(MonitoringFiles.Folder));
        static IEnumerable<object> Jobs(Dictionary<string, object> settings) => ((List<object>)settings["scrape_configs"]).Select(job => ((Dictionary<object, object>)job)["job_name"]);

        Assert.Equal(elsewhere.Keys, here.Keys);
        Assert.Equal(elsewhere["global"], here["global"]);
        Assert.Equal(elsewhere["rule_files"], here["rule_files"]);
        Assert.Equal(Jobs(elsewhere), Jobs(here));
    }

    [Fact]
    public Task Prometheus_takes_its_settings() => MonitoringProgram.RunAsync("promtool", "check", "config", Path.Combine(Overlay.Folder, "base", "monitoring", "prometheus.yml"));

    [Fact]
    public void Secrets_in_files_are_ignored_by_git() => Assert.Contains("/overlays/*/secrets/", File.ReadAllLines(Path.Combine(Overlay.Folder, ".gitignore")));

    private static Dictionary<string, object> ReadPrometheus(string folder) => Yaml.Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(folder, "prometheus.yml")));
}
