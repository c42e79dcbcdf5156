using Foobar.Tests.Integration.Monitoring;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Foobar.Tests.Support.LongestFirst))]

namespace Foobar.Tests.Support;

/// <summary>The collections that take longest begin first, so that the end does not wait for one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [ModelCollection.Name, OwnModelCollection.Name, WatchedSite.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Longest.Contains(collection.TestCollectionDisplayName) ? 0 : 1)];
}
