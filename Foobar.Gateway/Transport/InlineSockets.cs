namespace Foobar.Gateway.Transport;

/// <summary>Has the thread that learns of bytes on a socket work on them, instead of handing them to another one.</summary>
/// <remarks>
/// That is a fifth of a short request's CPU time (docs/gateway.md). It asks of all code that a request goes through to never block, and to have no long
/// calculations: the sockets of one processor wait for it. What takes time here, waits asynchronously. HTTP/2 needs the <see cref="GatheringWriter"/> with it.
/// </remarks>
internal static class InlineSockets
{
    private const string OfTheRuntime = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Sets it for all sockets of this process, unless the variable says otherwise; before the first one is there, since the runtime reads it once.</summary>
    public static void Prefer()
    {
        if (Environment.GetEnvironmentVariable(OfTheRuntime) is null)
            Environment.SetEnvironmentVariable(OfTheRuntime, "1");
    }

    /// <summary>Sets it for what the server reads and writes, where it is set for the sockets.</summary>
    public static void UseInlineSockets(this WebApplicationBuilder builder) => builder.WebHost.UseSockets(sockets =>
        sockets.UnsafePreferInlineScheduling = Environment.GetEnvironmentVariable(OfTheRuntime) == "1");
}
