namespace Foobar.Tests.Support;

/// <summary>Tests that start models of their own on the same volumes, one after another, beside those on the shared one: most of their time is waiting for starts and failure detectors.</summary>
[CollectionDefinition(Name)]
public sealed class OwnModelCollection
{
    public const string Name = "models of their own";
}
