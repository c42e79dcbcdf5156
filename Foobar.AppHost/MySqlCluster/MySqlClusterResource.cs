namespace Foobar.AppHost.MySqlCluster;

/// <summary>A MySQL cluster: members of one group, of which one is the primary at any time.</summary>
/// <param name="name">The resource's name; members are named <c>{name}-1</c>, <c>{name}-2</c> and so on.</param>
/// <param name="rootPassword">The password of <c>root</c> on every member.</param>
/// <param name="replicationPassword">The password with which members copy from one another; at most 32 characters.</param>
/// <param name="sitePassword">The password of the site's own user.</param>
public sealed class MySqlClusterResource(string name, ParameterResource rootPassword, ParameterResource replicationPassword, ParameterResource sitePassword) : Resource(name)
{
    private readonly List<MySqlServerResource> _members = [];

    /// <summary>The members, in the order of their numbers.</summary>
    public IReadOnlyList<MySqlServerResource> Members => _members;

    /// <summary>The password of <c>root</c> on every member.</summary>
    public ParameterResource RootPassword { get; } = rootPassword;

    /// <summary>The password with which members copy from one another.</summary>
    public ParameterResource ReplicationPassword { get; } = replicationPassword;

    /// <summary>The password of the site's own user.</summary>
    public ParameterResource SitePassword { get; } = sitePassword;

    internal MySqlServerResource GetMember(string name) => _members.First(member => member.Name == name);

    internal void AddMember(MySqlServerResource member) => _members.Add(member);
}
