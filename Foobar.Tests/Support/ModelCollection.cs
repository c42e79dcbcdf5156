namespace Foobar.Tests.Support;

/// <summary>Tests on the shared model, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ModelCollection : ICollectionFixture<SharedModel>
{
    public const string Name = "shared model";
}
