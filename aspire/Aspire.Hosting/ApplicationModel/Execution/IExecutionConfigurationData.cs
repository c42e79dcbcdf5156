namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a gatherer found besides arguments and variables.</summary>
public interface IExecutionConfigurationData;
