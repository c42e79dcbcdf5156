namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts by a command only.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
