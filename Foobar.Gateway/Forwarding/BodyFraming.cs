namespace Foobar.Gateway.Forwarding;

/// <summary>How the end of an answer's body is known (RFC 9112, section 6).</summary>
internal enum BodyFraming
{
    /// <summary>There is no body.</summary>
    None,

    /// <summary>By its length.</summary>
    Length,

    /// <summary>It comes in chunks, of which the last one is empty.</summary>
    Chunked,

    /// <summary>By the end of the connection.</summary>
    UntilClose,
}
