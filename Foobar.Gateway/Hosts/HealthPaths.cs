using Foobar.ServiceDefaults;

namespace Foobar.Gateway.Hosts;

/// <summary>The gateway's own health endpoints: those who ask them are insiders, who come over http and by any address.</summary>
internal static class HealthPaths
{
    /// <summary>Whether the path is one of them.</summary>
    public static bool Contain(PathString path) =>
        path.Equals(FoobarNames.Health.Ready, StringComparison.Ordinal) || path.Equals(FoobarNames.Health.Alive, StringComparison.Ordinal);
}
