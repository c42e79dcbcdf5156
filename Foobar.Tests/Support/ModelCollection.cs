namespace Foobar.Tests.Support;

/// <summary>Tests with the shared model, one after another: it fills a small machine.</summary>
[CollectionDefinition(Name)]
public sealed class ModelCollection : ICollectionFixture<SharedModel>
{
    public const string Name = "running model";
}
