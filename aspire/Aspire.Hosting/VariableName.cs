namespace Aspire.Hosting;

internal static class VariableName
{
    /// <summary>The name with '_' for every character that a variable cannot have, and in front of a leading digit.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
