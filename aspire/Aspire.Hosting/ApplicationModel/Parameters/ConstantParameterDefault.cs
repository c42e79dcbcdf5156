using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that the model itself gives.</summary>
internal sealed class ConstantParameterDefault(Func<string> getValue) : ParameterDefault
{
    public override string GetDefaultValue() => getValue();

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", GetDefaultValue());
}
