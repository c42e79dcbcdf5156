using System.Net;

namespace Foobar.Gateway.Discovery;

/// <summary>Finds the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> AddressLookup(string host, CancellationToken cancellationToken);
