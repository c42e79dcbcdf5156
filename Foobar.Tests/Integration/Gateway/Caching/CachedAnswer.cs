namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>What a client got.</summary>
internal sealed record CachedAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The value of a header; empty when it is not there.</summary>
    public string this[string name] => Headers.GetValueOrDefault(name, "");

    /// <summary>Its age in seconds, where the cache gave it.</summary>
    public string Age => this["Age"];

    /// <summary>What the cache says it did.</summary>
    public string CacheStatus => this["Cache-Status"];
}
