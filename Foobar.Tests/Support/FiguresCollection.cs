namespace Foobar.Tests.Support;

/// <summary>Tests that look at what a service of this process measures; nothing else runs beside them.</summary>
/// <remarks>Meters are told apart by their names alone: another service that ends takes those of the same name with it.</remarks>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FiguresCollection
{
    public const string Name = "figures";
}
