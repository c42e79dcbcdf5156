using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Foobar.Tests.Support.LongestFirst))]

namespace Foobar.Tests.Support;

/// <summary>The collections that take longest begin first, so that the end does not wait for one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName is ModelCollection.Name or OwnModelCollection.Name ? 0 : 1)];
}
