using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Foobar.Web.Data.Routing;

namespace Foobar.Web.Data.Idempotency;

/// <summary>One write that somebody asked for: what makes a repeat of it known, and what learns where the data is after it.</summary>
internal sealed class WriteRequest
{
    // Without a client's key only this web repeats the write, within its deadline.
    private static readonly TimeSpan OwnLifetime = TimeSpan.FromMinutes(10);

    private WriteRequest(byte[] id, byte[] fingerprint, TimeSpan lifetime, bool isKeyed, VisitorPosition? position)
    {
        Id = id;
        Fingerprint = fingerprint;
        Lifetime = lifetime;
        IsKeyed = isKeyed;
        Position = position;
    }

    /// <summary>How long an answer is kept for a client's key.</summary>
    public static TimeSpan KeyLifetime { get; } = TimeSpan.FromHours(24);

    /// <summary>32 bytes that the key and whose it is make.</summary>
    public byte[] Id { get; }

    /// <summary>32 bytes that the whole request makes; another request with the same key has others.</summary>
    public byte[] Fingerprint { get; }

    /// <summary>How long the answer is kept.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>The client gave the key, so the same request may come again, or be on its way at the same time.</summary>
    public bool IsKeyed { get; }

    /// <summary>Told the position of the write; null when nobody reads after it.</summary>
    public VisitorPosition? Position { get; }

    /// <summary>It has been given to a write; a request has one.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The answer is the one that was stored when the write was done.</summary>
    public bool WasReplayed { get; set; }

    /// <summary>A write without a client's key.</summary>
    public static WriteRequest Own(VisitorPosition? position = null) =>
        new(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes), new byte[SHA256.HashSizeInBytes], OwnLifetime, isKeyed: false, position);

    /// <summary>A write with a client's key.</summary>
    /// <param name="account">Whose key it is; null for somebody who is not signed in.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">32 bytes that the whole request makes.</param>
    /// <param name="position">Told the position of the write.</param>
    public static WriteRequest Keyed(long? account, string key, byte[] fingerprint, VisitorPosition? position)
    {
        Span<byte> owner = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(owner, account ?? 0);
        return new(SHA256.HashData([.. owner, .. Encoding.UTF8.GetBytes(key)]), fingerprint, KeyLifetime, isKeyed: true, position);
    }
}
