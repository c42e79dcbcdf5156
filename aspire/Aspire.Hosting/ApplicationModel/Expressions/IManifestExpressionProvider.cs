namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that the manifest writes as an expression in braces.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
