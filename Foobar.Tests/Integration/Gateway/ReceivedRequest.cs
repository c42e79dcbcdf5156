namespace Foobar.Tests.Integration.Gateway;

/// <summary>A request as a destination received it.</summary>
/// <param name="Line">The method and the path.</param>
/// <param name="Headers">Headers, by name.</param>
/// <param name="Body">The body, as text.</param>
internal sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body);
