namespace Foobar.Tests.Support;

/// <summary>Tests that start models of their own, one after another, beside those of the shared model: they wait most of the time.</summary>
[CollectionDefinition(Name)]
public sealed class OwnModelCollection
{
    public const string Name = "models of their own";
}
