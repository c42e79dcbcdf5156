using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foobar.ServiceDefaults;

/// <summary>The verb <c>health</c> of every service: asks the one that runs in the same container whether it is ready, where there is no shell and no other program to ask with.</summary>
/// <remarks>A bare socket in place of an HTTP client: a container is asked every few seconds, and the client alone would double the time that the process takes.</remarks>
public static class HealthQuestion
{
    private const string Verb = "health";
    private const int Healthy = 0;
    private const int Unhealthy = 1;
    private const int TimeoutMilliseconds = 3000;

    /// <summary>The arguments ask for it.</summary>
    public static bool IsAsked(string[] args) => args is [Verb];

    /// <summary>Asks the first of the ports of the variable <c>HTTP_PORTS</c> on loopback and prints what is said; returns 0 when the service is ready and 1 otherwise.</summary>
    public static int Ask() => Ask(Environment.GetEnvironmentVariable("HTTP_PORTS") ?? Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS"), Console.Out, Console.Error);

    internal static int Ask(string? ports, TextWriter output, TextWriter errors)
    {
        if (!int.TryParse(ports?.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            errors.WriteLine($"error: HTTP_PORTS is '{ports}': it must be the port that is asked for the health.");
            return Unhealthy;
        }
        try
        {
            var answer = Ask(port);
            output.WriteLine(StateOf(answer));
            return answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? Healthy : Unhealthy;
        }
        catch (SocketException exception)
        {
            errors.WriteLine($"error: port {port} does not answer: {exception.Message}");
            return Unhealthy;
        }
    }

    private static string Ask(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = TimeoutMilliseconds, ReceiveTimeout = TimeoutMilliseconds };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        socket.Send(Encoding.ASCII.GetBytes($"GET {FoobarNames.Health.Ready} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (socket.Receive(buffer) is var count and > 0)
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return answer.ToString();
    }

    /// <summary>The word that the service has for its state; the status line of an answer without.</summary>
    private static string StateOf(string answer)
    {
        const string name = $"\r\n{FoobarNames.Headers.Health}: ";
        var start = answer.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? answer.Split('\r')[0] : answer[(start + name.Length)..].Split('\r')[0];
    }
}
