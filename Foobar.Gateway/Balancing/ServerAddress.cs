namespace Foobar.Gateway.Balancing;

/// <summary>An address of a destination and its parts, as traces name them.</summary>
/// <param name="Address">As it is configured.</param>
/// <param name="Host">Its name or IP address.</param>
/// <param name="Port">Its port, as the object that a tag wants, so that it is made once.</param>
/// <param name="Url">Scheme, host and port, such as <c>http://web-1:8080</c>.</param>
internal sealed record ServerAddress(string Address, string Host, object Port, string Url)
{
    /// <summary>Takes an address apart; null for one that is none.</summary>
    public static ServerAddress? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? new ServerAddress(address, uri.IdnHost, uri.Port, uri.GetLeftPart(UriPartial.Authority)) : null;
}
