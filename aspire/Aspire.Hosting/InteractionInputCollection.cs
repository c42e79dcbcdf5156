using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>Values that a user entered, by name.</summary>
public sealed class InteractionInputCollection(IReadOnlyList<InteractionInput> inputs) : IReadOnlyList<InteractionInput>
{
    private readonly IReadOnlyList<InteractionInput> _inputs = inputs ?? throw new ArgumentNullException(nameof(inputs));

    public int Count => _inputs.Count;

    public IEnumerable<string> Names => _inputs.Select(input => input.Name);

    public InteractionInput this[int index] => _inputs[index];

    /// <exception cref="KeyNotFoundException">There is no input of that name.</exception>
    public InteractionInput this[string name] => TryGetByName(name, out var input)
        ? input
        : throw new KeyNotFoundException($"No input with name '{name}' was found. Known: {string.Join(", ", Names)}.");

    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input)
    {
        input = _inputs.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        return input is not null;
    }

    public bool ContainsName(string name) => TryGetByName(name, out _);

    public string? GetString(string name) => this[name].Value;

    public bool GetBoolean(string name) => bool.Parse(GetRequired(name));

    public int GetInt32(string name) => int.Parse(GetRequired(name), CultureInfo.InvariantCulture);

    public double GetDouble(string name) => double.Parse(GetRequired(name), CultureInfo.InvariantCulture);

    public InteractionInput[] ToArray() => [.. _inputs];

    public IEnumerator<InteractionInput> GetEnumerator() => _inputs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string GetRequired(string name) => GetString(name) ?? throw new FormatException($"The input '{name}' has no value.");
}
