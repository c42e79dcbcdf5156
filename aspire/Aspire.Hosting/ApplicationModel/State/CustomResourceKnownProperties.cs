namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of properties that every resource may have.</summary>
public static class CustomResourceKnownProperties
{
    public static string Source { get; } = "resource.source";

    public static string ConnectionString { get; } = "resource.connectionString";
}
