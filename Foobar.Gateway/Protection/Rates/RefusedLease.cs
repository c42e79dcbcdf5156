using System.Threading.RateLimiting;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>What a bucket says when it is empty, and under which rule it was.</summary>
internal sealed class RefusedLease(RateLimitLease lease, string rule) : RateLimitLease
{
    /// <summary>The metadata that names the rule.</summary>
    public static MetadataName<string> RuleName { get; } = MetadataName.Create<string>("RULE");

    public override bool IsAcquired => false;

    public override IEnumerable<string> MetadataNames => lease.MetadataNames.Append(RuleName.Name);

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        if (metadataName != RuleName.Name)
            return lease.TryGetMetadata(metadataName, out metadata);
        metadata = rule;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            lease.Dispose();
        base.Dispose(disposing);
    }
}
