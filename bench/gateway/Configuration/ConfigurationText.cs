using System.Reflection;

namespace GatewaySpeed.Configuration;

/// <summary>The text of a configuration in which places are filled in or changed; one that is not there is an error, so that what runs is what is meant.</summary>
internal sealed class ConfigurationText
{
    private readonly string _name;
    private string _text;

    private ConfigurationText(string name, string text)
    {
        _name = name;
        _text = text;
    }

    /// <summary>A configuration of the bench's own.</summary>
    public static ConfigurationText Own(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new ConfigurationText(name, reader.ReadToEnd());
    }

    /// <summary>A configuration of <c>deploy/vm/classic</c>.</summary>
    public static ConfigurationText Classic(string name) => new(name, File.ReadAllText(Path.Combine(Repository.Root, "deploy", "vm", "classic", name)));

    /// <summary>Fills in a place such as <c>@port@</c>, wherever it is.</summary>
    public ConfigurationText Fill(string place, string value) => Replace($"@{place}@", value);

    /// <summary>Changes a text wherever it is.</summary>
    /// <exception cref="InvalidOperationException">It is nowhere.</exception>
    public ConfigurationText Replace(string old, string value)
    {
        if (!_text.Contains(old, StringComparison.Ordinal))
            throw new InvalidOperationException($"'{old}' is not in {_name} any more: the bench must be brought up to it.");
        _text = _text.Replace(old, value, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Takes the lines out that begin with a text, spaces apart.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ConfigurationText Without(string beginning)
    {
        var lines = _text.Split('\n');
        var kept = lines.Where(line => !line.TrimStart().StartsWith(beginning, StringComparison.Ordinal)).ToArray();
        if (kept.Length == lines.Length)
            throw new InvalidOperationException($"No line of {_name} begins with '{beginning}' any more: the bench must be brought up to it.");
        _text = string.Join('\n', kept);
        return this;
    }

    /// <summary>Writes it to a file and returns the file's path.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, _name);
        File.WriteAllText(path, _text);
        return path;
    }
}
