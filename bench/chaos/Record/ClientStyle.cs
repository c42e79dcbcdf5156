namespace Chaos.Record;

/// <summary>How a client tells the site which writes its reads must contain.</summary>
internal enum ClientStyle
{
    /// <summary>It sends back the position that it was given, in the header.</summary>
    Header,

    /// <summary>It keeps the position in a cookie, as a browser does.</summary>
    Cookie,

    /// <summary>It has credentials only, so its reads are strong.</summary>
    CredentialsOnly,

    /// <summary>It never signs up and only reads, so nothing that happens to writes keeps it from reading.</summary>
    Anonymous,
}
