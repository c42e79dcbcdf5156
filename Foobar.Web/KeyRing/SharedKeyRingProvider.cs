using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Foobar.Web.KeyRing;

/// <summary>Gives out the framework's ring, extended by <see cref="SharedKeyRing"/>.</summary>
internal sealed class SharedKeyRingProvider(IKeyRingProvider inner, UnknownKeys unknown) : IKeyRingProvider
{
    public IKeyRing GetCurrentKeyRing() => new SharedKeyRing(inner.GetCurrentKeyRing(), unknown);
}
