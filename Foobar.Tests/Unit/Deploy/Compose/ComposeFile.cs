using System.Text.RegularExpressions;
using GatewaySpeed;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>The files of <c>deploy/compose</c>, with the values that variables have when nobody sets them.</summary>
internal static partial class ComposeFile
{
    /// <summary>The folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy", "compose");

    /// <summary>The file as it is written.</summary>
    public static string Text { get; } = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));

    /// <summary>What is in it.</summary>
    public static ComposeProject Project { get; } = Read();

    /// <summary>The variables with what they are when nobody sets them.</summary>
    public static ILookup<string, string> Variables { get; } = Variable().Matches(Text).ToLookup(match => match.Groups["name"].Value, match => match.Groups["default"].Value);

    private static ComposeProject Read()
    {
        var resolved = Variable().Replace(Text, match => match.Groups["default"].Value);
        // First all of it, with what is shared written out: anchors in parts that are left unread would not be known.
        var all = new DeserializerBuilder().Build().Deserialize<object>(new MergingParser(new Parser(new StringReader(resolved))));
        var plain = new SerializerBuilder().DisableAliases().WithQuotingNecessaryStrings().Build().Serialize(all);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build().Deserialize<ComposeProject>(plain);
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+):-(?<default>[^}]*)\}")]
    private static partial Regex Variable();
}
