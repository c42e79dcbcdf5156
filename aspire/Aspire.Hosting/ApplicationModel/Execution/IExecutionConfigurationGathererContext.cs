namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where gatherers put what they found, before values are resolved.</summary>
public interface IExecutionConfigurationGathererContext
{
    List<object> Arguments { get; }

    Dictionary<string, object> EnvironmentVariables { get; }

    void AddAdditionalData(IExecutionConfigurationData metadata);
}
