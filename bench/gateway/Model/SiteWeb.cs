using GatewaySpeed.Peers;

namespace GatewaySpeed.Model;

/// <summary>A web of the site itself.</summary>
internal sealed record SiteWeb(string Authority) : IWeb
{
    public Task<long> CountRequestsAsync(CancellationToken cancellationToken) => Task.FromResult(0L);
}
