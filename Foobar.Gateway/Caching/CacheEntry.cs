using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Caching;

/// <summary>An answer that is kept, ready to be sent again. It never changes but for the note that no newer one could be had.</summary>
internal sealed class CacheEntry
{
    // What the objects around a body take, roughly, and each header.
    private const int Overhead = 512;
    private const int HeaderOverhead = 64;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private long _failed;

    /// <summary>Keeps an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="headers">Its headers, without its length.</param>
    /// <param name="body">Its body.</param>
    /// <param name="variance">Which requests it answers.</param>
    /// <param name="freshness">For how long.</param>
    /// <param name="asked">The time stamp of when a web was asked for it.</param>
    public CacheEntry(int status, KeyValuePair<string, StringValues>[] headers, ReadOnlyMemory<byte> body, Variance variance, Freshness freshness, long asked)
    {
        (Status, Headers, Body, Variance, Freshness, Asked) = (status, headers, body, variance, freshness, asked);
        HeadersOfNotModified = AnswerHeaders.WithoutBody(headers);
        ETag = Find(HeaderNames.ETag);
        LastModified = Find(HeaderNames.LastModified);
        Size = Overhead + body.Length + headers.Sum(header => HeaderOverhead + 2L * (header.Key.Length + header.Value.ToString().Length));
    }

    /// <summary>Its status.</summary>
    public int Status { get; }

    /// <summary>Its headers, without its length and its age.</summary>
    public KeyValuePair<string, StringValues>[] Headers { get; }

    /// <summary>The headers for who has it already.</summary>
    public KeyValuePair<string, StringValues>[] HeadersOfNotModified { get; }

    /// <summary>Its body, as it was sent: compressed, where it was.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Which requests it answers.</summary>
    public Variance Variance { get; }

    /// <summary>For how long it may be shown.</summary>
    public Freshness Freshness { get; }

    /// <summary>The time stamp of when a web was asked for it.</summary>
    public long Asked { get; }

    /// <summary>Its tag; null when it has none.</summary>
    public string? ETag { get; }

    /// <summary>When its content changed last, as the web wrote it; null when it did not.</summary>
    public string? LastModified { get; }

    /// <summary>Bytes that it takes in memory, roughly.</summary>
    public long Size { get; }

    /// <summary>How old it is.</summary>
    public TimeSpan GetAge(TimeProvider time) => Freshness.Age + time.GetElapsedTime(Asked);

    /// <summary>It may be shown without a question.</summary>
    public bool IsFresh(TimeSpan age) => age < Freshness.Life;

    /// <summary>It may be shown to others while one request asks for a newer one. When the last one got none, that may take long, and nobody waits for it.</summary>
    public bool MayBeShownMeanwhile(TimeSpan age) => age < Freshness.Life + Freshness.WhileRevalidating || (Volatile.Read(ref _failed) != 0 && MayReplaceError(age));

    /// <summary>It may be shown when no web can answer.</summary>
    public bool MayReplaceError(TimeSpan age) => age < Freshness.Life + Freshness.IfError;

    /// <summary>A newer one was asked for a moment ago, and could not be had.</summary>
    public bool HasJustFailed(TimeProvider time) => Volatile.Read(ref _failed) is not 0 and var failed && time.GetElapsedTime(failed) < PauseAfterFailure;

    /// <summary>A newer one could not be had at this time stamp.</summary>
    public void NoteFailure(long now) => Volatile.Write(ref _failed, now);

    private string? Find(string name)
    {
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value.ToString();
        }
        return null;
    }
}
