using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Foobar.Web.KeyRing;

/// <summary>The framework's ring of keys, and behind it the keys that other web servers have made since it was read.</summary>
internal sealed class SharedKeyRing(IKeyRing inner, UnknownKeys unknown) : IKeyRing
{
    public IAuthenticatedEncryptor? DefaultAuthenticatedEncryptor => inner.DefaultAuthenticatedEncryptor;

    public Guid DefaultKeyId => inner.DefaultKeyId;

    public IAuthenticatedEncryptor? GetAuthenticatedEncryptorByKeyId(Guid keyId, out bool isRevoked)
    {
        if (inner.GetAuthenticatedEncryptorByKeyId(keyId, out isRevoked) is { } encryptor)
            return encryptor;
        var key = unknown.Find(keyId);
        isRevoked = key?.IsRevoked ?? false;
        return key?.CreateEncryptor();
    }
}
