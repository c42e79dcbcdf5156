using GatewaySpeed;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Foobar.Tests.Unit.Monitoring;

/// <summary>The files in <c>deploy/monitoring</c>.</summary>
internal static class MonitoringFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    /// <summary>The folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy", "monitoring");

    /// <summary>The files of rules.</summary>
    public static IReadOnlyList<string> RuleFiles { get; } = [.. Directory.EnumerateFiles(Path.Combine(Folder, "rules"), "*.yml").Order(StringComparer.Ordinal)];

    /// <summary>The files of the rules' tests.</summary>
    public static IReadOnlyList<string> RuleTestFiles { get; } = [.. Directory.EnumerateFiles(Path.Combine(Folder, "rules", "tests"), "*.yml").Order(StringComparer.Ordinal)];

    /// <summary>All rules.</summary>
    public static IReadOnlyList<AlertRule> Rules { get; } =
        [.. RuleFiles.SelectMany(file => Yaml.Deserialize<RuleFile>(File.ReadAllText(file)).Groups).SelectMany(group => group.Rules)];

    /// <summary>The rules that raise alerts.</summary>
    public static IReadOnlyList<AlertRule> Alerts { get; } = [.. Rules.Where(rule => rule.Alert.Length > 0)];

    private sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; init; } = [];
    }

    private sealed class RuleGroup
    {
        public List<AlertRule> Rules { get; init; } = [];
    }
}
