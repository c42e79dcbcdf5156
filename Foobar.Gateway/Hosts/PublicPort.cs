namespace Foobar.Gateway.Hosts;

/// <summary>The port that visitors come to over https, which is not the one that the gateway listens on where something is in between.</summary>
internal static class PublicPort
{
    /// <summary>What <c>ASPNETCORE_HTTPS_PORT</c> or <c>HTTPS_PORT</c> says; null without either.</summary>
    public static int? Find(IConfiguration configuration) => configuration.GetValue<int?>("ASPNETCORE_HTTPS_PORT") ?? configuration.GetValue<int?>("HTTPS_PORT");
}
