using Microsoft.AspNetCore.Connections;

namespace Foobar.Gateway.Tls;

/// <summary>Looks at a client's first message before the server encrypts the connection, as the server itself does where <c>TlsClientHelloBytesCallback</c> is set.</summary>
internal sealed class ClientHelloReader(ConnectionDelegate next, TimeProvider time)
{
    /// <summary>As long as the server waits for a handshake.</summary>
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(10);

    /// <summary>Notes what the client offers, and goes on; one that says nothing for 10 s, or breaks off, is left.</summary>
    public async Task ReadAsync(ConnectionContext connection)
    {
        try
        {
            connection.Features.Set(await ReadOfferAsync(connection));
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return; // the server would call it an unhandled exception
        }
        await next(connection);
    }

    private async ValueTask<OfferedProtocols> ReadOfferAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        using var timeout = new CancellationTokenSource(s_within, time);
        while (true)
        {
            var read = await input.ReadAsync(timeout.Token);
            var (hello, isLast) = (read.Buffer, read.IsCompleted);
            if (isLast || !ClientHello.IsPart(hello))
            {
                var offer = OfferedProtocols.Of(hello);
                input.AdvanceTo(hello.Start);
                return offer;
            }
            input.AdvanceTo(hello.Start, hello.End);
        }
    }
}
