namespace Foobar.Tests.Support;

/// <summary>Tests with running models: one after another, since a model alone fills a small machine.</summary>
[CollectionDefinition(Name)]
public sealed class ModelCollection : ICollectionFixture<SharedModel>
{
    public const string Name = "running model";
}
