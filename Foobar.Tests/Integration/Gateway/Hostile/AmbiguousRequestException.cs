namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>What came over the wire is not a request that can be read in one way only.</summary>
internal sealed class AmbiguousRequestException(string message) : Exception(message);
