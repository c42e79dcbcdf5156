using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Sends bytes as they are, and reads the answer.</summary>
internal static class RawClient
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Sends the bytes over a connection of their own and returns the status of the first answer and all that came; 0 when the connection was closed without one.</summary>
    /// <remarks>An answer that closes the connection is read to that end, so that whatever else is answered is seen.</remarks>
    public static async Task<(int Status, string Text)> SendAsync(Uri gateway, byte[] bytes, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(gateway.Host, gateway.Port, deadline.Token);
        var sending = SendAllAsync(socket, bytes, deadline.Token);
        var text = await ReadAnswerAsync(socket, deadline.Token);
        socket.Close();
        await sending;
        var status = text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        return (status, text);
    }

    private static async Task SendAllAsync(Socket socket, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            for (var at = 0; at < bytes.Length;)
                at += await socket.SendAsync(bytes.AsMemory(at), cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The gateway has heard enough.
        }
    }

    private static async Task<string> ReadAnswerAsync(Socket socket, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (!IsWhole(text.ToString()))
            {
                var count = await socket.ReceiveAsync(buffer, cancellationToken);
                if (count == 0)
                    break;
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                // It is no answer, but the word to go on.
                if (text.ToString().StartsWith("HTTP/1.1 100 ", StringComparison.Ordinal) && text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
                    text.Remove(0, end + 4);
            }
        }
        catch (SocketException)
        {
            // A reset ends it as well.
        }
        return text.ToString();
    }

    /// <summary>There is an answer with all of its body, after which the connection stays open.</summary>
    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var head = text[..end].Split("\r\n");
        if (head.Contains("Connection: close", StringComparer.OrdinalIgnoreCase))
            return false;
        const string length = "Content-Length: ";
        if (head.FirstOrDefault(line => line.StartsWith(length, StringComparison.OrdinalIgnoreCase)) is { } told)
            return text.Length >= end + 4 + int.Parse(told[length.Length..], CultureInfo.InvariantCulture);
        return text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }
}
