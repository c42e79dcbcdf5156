namespace Aspire.Hosting.ApplicationModel;

/// <summary>An attribute of parameters that carry names of the model.</summary>
public interface IModelNameParameter;
