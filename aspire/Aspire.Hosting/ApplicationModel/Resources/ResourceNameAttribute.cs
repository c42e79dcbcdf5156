namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a parameter as the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;
