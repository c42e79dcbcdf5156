using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>What every peer is given: a folder, a certificate, and the two webs to balance.</summary>
/// <param name="Folder">The folder of the run; each server has one of its own in it.</param>
/// <param name="Certificate">What it is reached with by https.</param>
/// <param name="Webs">The two webs.</param>
internal sealed record Site(string Folder, ServerCertificate Certificate, IReadOnlyList<IWeb> Webs)
{
    /// <summary>The site's host: the only one that the gateway serves.</summary>
    public const string Host = "www.foobar.com";

    /// <summary>A page that is there when a peer is ready.</summary>
    public string ReadyPath { get; init; } = "/1k";

    /// <summary>Makes a folder for a server.</summary>
    public string MakeFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, $"{name}-{Guid.NewGuid():N}")).FullName;
}
