namespace Foobar.Web.Data.Idempotency;

/// <summary>A key came with another request than the one that it was first used for.</summary>
internal sealed class KeyReusedException() : Exception("The idempotency key was used for another request.");
