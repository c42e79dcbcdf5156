namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule for names of resources and endpoints.</summary>
internal static class ModelName
{
    private const int MaxLength = 64;

    /// <exception cref="ArgumentException">The name breaks the rule; the message says which part of it.</exception>
    public static void Validate(string target, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (FindFault(name) is { } fault)
            throw new ArgumentException($"{target} name '{name}' is invalid. {fault}", nameof(name));
    }

    private static string? FindFault(string name)
    {
        if (name.Length > MaxLength)
            return $"Name must be between 1 and {MaxLength} characters long.";
        if (!char.IsAsciiLetter(name[0]))
            return "Name must start with an ASCII letter.";
        if (name.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c != '-') is var bad and not '\0')
            return $"Name must contain only ASCII letters, digits, and hyphens, not '{bad}'.";
        if (name.Contains("--", StringComparison.Ordinal))
            return "Name cannot contain consecutive hyphens.";
        return name[^1] == '-' ? "Name cannot end with a hyphen." : null;
    }
}
