namespace Foobar.Tests.Resilience;

/// <summary>Scenarios on a model of their own, after all tests that run side by side: nothing else may slow the clients down or use what is broken.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ResilienceCollection : ICollectionFixture<ResilienceModel>
{
    public const string Name = "resilience";
}
