namespace Aspire.Hosting;

/// <summary>What the application host is asked to do.</summary>
public enum DistributedApplicationOperation
{
    Run,
    Publish,
}
