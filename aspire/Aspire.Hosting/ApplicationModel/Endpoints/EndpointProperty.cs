namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint that expressions can refer to.</summary>
public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
    TlsEnabled,
}
