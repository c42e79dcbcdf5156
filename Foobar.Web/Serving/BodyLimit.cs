namespace Foobar.Web.Serving;

/// <summary>Metadata of an endpoint: how large the bodies are that it takes.</summary>
internal sealed record BodyLimit(int Bytes);
