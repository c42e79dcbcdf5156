using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Sends one request of HTTP/2 as frames that no library would send, and reads what becomes of it.</summary>
internal static class RawStream
{
    private const int FrameHead = 9;
    private const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, GoAway = 7;
    private const byte EndStream = 1, EndHeaders = 4;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The status of the answer; 0 when the stream was reset, or the connection ended, without one.</summary>
    /// <param name="gateway">Where to send it; HTTP/2 is spoken there from the first byte on.</param>
    /// <param name="headers">Headers, those with a colon included, in this order and unchecked.</param>
    /// <param name="body">The body; null when the stream ends with the headers.</param>
    /// <param name="beforeBody">Is done when the headers are out, and the body is not; null when they go out together.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<int> SendAsync(Uri gateway, IEnumerable<(string Name, string Value)> headers, string? body, Func<Task>? beforeBody, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(gateway.Host, gateway.Port, deadline.Token);
        await using var stream = new NetworkStream(socket);
        byte[] block = [.. headers.SelectMany(header => Literal(header.Name, header.Value))];
        var flags = body is null ? EndHeaders | EndStream : EndHeaders;
        byte[] data = body is null ? [] : [.. Frame(Data, EndStream, 1, Encoding.Latin1.GetBytes(body))];
        byte[] head = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, []), .. Frame(Headers, (byte)flags, 1, block)];
        if (beforeBody is null)
        {
            await stream.WriteAsync((byte[])[.. head, .. data], deadline.Token);
        }
        else
        {
            await stream.WriteAsync(head, deadline.Token);
            await beforeBody();
            await stream.WriteAsync(data, deadline.Token);
        }
        return await ReadStatusAsync(stream, deadline.Token);
    }

    private static async Task<int> ReadStatusAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[FrameHead];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(head, cancellationToken);
                var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await stream.ReadExactlyAsync(payload, cancellationToken);
                switch (head[3])
                {
                    case Headers:
                        return StatusOf(payload);
                    case Reset or GoAway:
                        return 0;
                }
            }
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>The status is the first header: one of the table's, or its digits as they are.</summary>
    private static int StatusOf(byte[] block)
    {
        const byte firstInTable = 0x88;
        int[] inTable = [200, 204, 206, 304, 400, 404, 500];
        if (block[0] >= firstInTable)
            return inTable[block[0] - firstInTable];
        const int digits = 3;
        return int.Parse(Encoding.ASCII.GetString(block, block.AsSpan().IndexOf((byte)digits) + 1, digits), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Literal(string name, string value) => [0, .. Text(name), .. Text(value)];

    private static byte[] Text(string text)
    {
        const int shortest = 127;
        Assert.InRange(text.Length, 0, shortest - 1);
        return [(byte)text.Length, .. Encoding.Latin1.GetBytes(text)];
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var head = new byte[FrameHead];
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length << 8);
        head[3] = type;
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return [.. head, .. payload];
    }
}
