namespace GatewaySpeed.Peers;

/// <summary>A web that is balanced.</summary>
internal interface IWeb
{
    /// <summary>Its address and port, without a scheme.</summary>
    string Authority { get; }

    /// <summary>How many requests it has had, by its own account; 0 where it keeps none.</summary>
    Task<long> CountRequestsAsync(CancellationToken cancellationToken);
}
