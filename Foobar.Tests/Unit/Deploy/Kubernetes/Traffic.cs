using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>What the NetworkPolicies of an overlay let through.</summary>
internal sealed class Traffic(Overlay overlay)
{
    private const string Anywhere = "anywhere";

    private readonly V1NetworkPolicy[] _policies = [.. overlay.All<V1NetworkPolicy>()];

    // What the MySQL Operator makes has its label, and these ports.
    private readonly Party[] _parties =
    [
        .. overlay.Workloads.Select(one => new Party(one.Name, one.Labels, [.. one.Ports.Values])),
        .. overlay.All<InnoDBCluster>().Select(one => new Party(one.Metadata.Name, new Dictionary<string, string> { ["mysql.oracle.com/cluster"] = one.Metadata.Name }, [3306, 33060, 33061])),
    ];

    /// <summary>Every way between pods, such as <c>gateway -> web:8080</c>.</summary>
    public IEnumerable<string> GetBetweenPods() =>
        from source in _parties
        from target in _parties
        from port in target.Ports
        where MaySend(source, target, port) && MayReceive(source, target, port)
        select $"{source.Name} -> {target.Name}:{port}";

    /// <summary>Every way that one side opens and the other one does not.</summary>
    public IEnumerable<string> GetOneSided() =>
        from source in _parties
        from target in _parties
        from port in target.Ports
        where MaySend(source, target, port) != MayReceive(source, target, port)
        select $"{source.Name} -> {target.Name}:{port}";

    /// <summary>Every way in from elsewhere.</summary>
    public IEnumerable<string> GetFromOutside() =>
        from target in _parties
        from rule in Governing(target, "Ingress").SelectMany(policy => policy.Spec.Ingress ?? [])
        from peer in Outsiders(rule.FromProperty)
        from port in PortsOf(rule.Ports)
        select $"{peer} -> {target.Name}:{port}";

    /// <summary>Every way out to elsewhere.</summary>
    public IEnumerable<string> GetToOutside() =>
        from source in _parties
        from rule in Governing(source, "Egress").SelectMany(policy => policy.Spec.Egress ?? [])
        from peer in Outsiders(rule.To)
        from port in PortsOf(rule.Ports)
        select $"{source.Name} -> {peer}:{port}";

    /// <summary>Every selector of a policy or of one of its peers that is met by no pod.</summary>
    public IEnumerable<string> GetUnmet() =>
        from policy in _policies
        let peers = (policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? []).Concat((policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []))
        from selector in peers.Where(peer => peer.NamespaceSelector is null && peer.PodSelector is not null).Select(peer => peer.PodSelector).Prepend(policy.Spec.PodSelector)
        where !_parties.Any(party => Selectors.Matches(selector, party.Labels))
        select $"{policy.Metadata.Name}: {Selectors.Describe(selector)}";

    private bool MaySend(Party source, Party target, int port) => Governing(source, "Egress") is var policies &&
        (policies.Length == 0 || policies.SelectMany(policy => policy.Spec.Egress ?? []).Any(rule => IsPort(rule.Ports, port) && IsPeer(rule.To, target)));

    private bool MayReceive(Party source, Party target, int port) => Governing(target, "Ingress") is var policies &&
        (policies.Length == 0 || policies.SelectMany(policy => policy.Spec.Ingress ?? []).Any(rule => IsPort(rule.Ports, port) && IsPeer(rule.FromProperty, source)));

    private V1NetworkPolicy[] Governing(Party party, string direction) =>
        [.. _policies.Where(policy => policy.Spec.PolicyTypes.Contains(direction) && Selectors.Matches(policy.Spec.PodSelector, party.Labels))];

    private static bool IsPort(IList<V1NetworkPolicyPort>? ports, int port) => ports is not { Count: > 0 } || PortsOf(ports).Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<string> PortsOf(IList<V1NetworkPolicyPort>? ports) => ports is { Count: > 0 } ? ports.Select(port => port.Port.ToString()!).Distinct() : ["*"];

    private static bool IsPeer(IList<V1NetworkPolicyPeer>? peers, Party party) =>
        peers is not { Count: > 0 } || peers.Any(peer => peer is { NamespaceSelector: null, PodSelector: { } selector } && Selectors.Matches(selector, party.Labels));

    private static IEnumerable<string> Outsiders(IList<V1NetworkPolicyPeer>? peers)
    {
        if (peers is not { Count: > 0 })
            return [Anywhere];
        return peers.Where(peer => peer.IpBlock is not null || peer.NamespaceSelector is not null).Select(peer =>
            peer.IpBlock?.Cidr ?? $"{Selectors.Describe(peer.NamespaceSelector)}{(peer.PodSelector is { } pods ? $"/{Selectors.Describe(pods)}" : "")}");
    }

    private sealed record Party(string Name, IDictionary<string, string> Labels, IReadOnlyList<int> Ports);
}
