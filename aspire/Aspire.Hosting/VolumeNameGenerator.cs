using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Names volumes so that two applications do not share them by accident.</summary>
public static class VolumeNameGenerator
{
    /// <summary><c>{application}-{10 hex digits of the application host}-{resource}-{suffix}</c>.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(suffix);
        if (!suffix.All(IsVolumeNameCharacter))
            throw new ArgumentException($"The suffix '{suffix}' contains characters that a volume name cannot have: only letters, digits, '_', '.' and '-'.", nameof(suffix));
        var application = string.Concat(builder.ApplicationBuilder.Environment.ApplicationName.Select(c => IsVolumeNameCharacter(c) ? c : '_')).ToLowerInvariant();
        var sha = builder.ApplicationBuilder.Configuration[AppHostIdentity.ShaKey]![..10].ToLowerInvariant();
        return $"{application}-{sha}-{builder.Resource.Name}-{suffix}";
    }

    private static bool IsVolumeNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
}
