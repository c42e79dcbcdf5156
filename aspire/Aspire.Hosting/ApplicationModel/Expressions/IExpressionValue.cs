namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value at run time and an expression in the manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
