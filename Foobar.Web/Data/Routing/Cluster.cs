using System.Collections.Immutable;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>The configured members, by index.</summary>
internal sealed class Cluster : IDisposable
{
    public Cluster(IServiceProvider services, RoutingOptions options) =>
        Members = [.. options.MemberNames.Select((name, index) => new Member(name, index, services.GetRequiredKeyedService<MySqlDataSource>(name), options.ReadLimit))];

    /// <summary>The members, in configured order.</summary>
    public ImmutableArray<Member> Members { get; }

    /// <summary>Asks for a probe of every member now.</summary>
    public void RequestProbes()
    {
        foreach (var member in Members)
            member.RequestProbe();
    }

    public void Dispose()
    {
        foreach (var member in Members)
            member.Dispose();
    }
}
