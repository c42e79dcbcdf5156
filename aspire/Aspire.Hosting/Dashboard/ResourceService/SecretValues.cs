using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Tells which values are not to be shown unasked.</summary>
internal sealed class SecretValues(DistributedApplicationModel model)
{
    /// <summary>A shorter secret would mark every text that happens to contain it.</summary>
    private const int ShortestSearchedFor = 4;

    private static readonly string[] SecretNames =
        ["PASSWORD", "PWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "API-KEY", "ACCESSKEY", "ACCESS_KEY", "PRIVATE_KEY", "SIGNINGKEY", "SIGNING_KEY", "CREDENTIAL", "CONNECTIONSTRINGS__"];

    private static readonly string[] SecretParts = ["password=", "pwd=", "api-key="];

    /// <summary>The values of secret parameters. They cannot change while the application runs, so they are read once.</summary>
    private readonly Lazy<string[]> _values = new(() => ReadValues(model));

    public bool IsSecret(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return false;
        return SecretNames.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase))
            || SecretParts.Any(part => value.Contains(part, StringComparison.OrdinalIgnoreCase))
            || HasUserInfo(value)
            || Contains(value);
    }

    /// <summary>Whether a text contains the value of a secret parameter.</summary>
    public bool Contains(string? text) => text is not null && _values.Value.Any(value => text.Contains(value, StringComparison.Ordinal));

    /// <summary>Whether it is an url with a password in it.</summary>
    private static bool HasUserInfo(string value) =>
        value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal);

    private static string[] ReadValues(DistributedApplicationModel model)
    {
        var values = new List<string>();
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            try
            {
                values.Add(parameter.GetValue());
            }
            catch (Exception exception) when (exception is DistributedApplicationException or InvalidOperationException)
            {
                // It has no value, which its own state says; so nothing can contain it.
            }
        }
        return [.. values.Where(value => value.Length >= ShortestSearchedFor).SelectMany(value => new[] { value, Uri.EscapeDataString(value) }).Distinct()];
    }
}
