namespace Foobar.Database.Seed;

/// <summary>The site could not be seeded; the message says why in one sentence.</summary>
internal sealed class SeedException(string message, Exception? inner = null) : Exception(message, inner);
