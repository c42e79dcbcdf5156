using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A generated value that user secrets keep, so that the next run has the same.</summary>
internal sealed class UserSecretsParameterDefault(UserSecretsStore secrets, string configurationKey, ParameterDefault generated) : ParameterDefault
{
    public override string GetDefaultValue() => secrets.GetOrAdd(configurationKey, generated.GetDefaultValue);

    public override void WriteToManifest(ManifestPublishingContext context) => generated.WriteToManifest(context);
}
