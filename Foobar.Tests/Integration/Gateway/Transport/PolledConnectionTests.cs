using System.Net;
using System.Net.Sockets;
using System.Text;
using Foobar.Gateway.Transport;
using Foobar.Tests.Integration.Gateway.Tls;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Foobar.Tests.Integration.Gateway.Transport;

/// <summary>A server's connections end as they should.</summary>
public sealed class PolledConnectionTests
{
    private const int Large = 16 * 1024 * 1024;

    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visitor_who_leaves_ends_the_request(bool breaksOff)
    {
        await using var gateway = await EncryptedGateway.StartAsync("http://127.0.0.1:0", WaitAsync);
        using var visitor = await AskAsync(gateway, "GET / HTTP/1.1\r\nHost: site\r\n\r\n");
        await _arrived.Task.WaitAsync(Cancellation);

        if (breaksOff)
            visitor.Close(timeout: 0);
        else
            visitor.Dispose();

        await _left.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    [Fact]
    public async Task Visitors_over_the_number_that_the_process_bears_are_turned_away_at_all_addresses_and_others_come_in_when_some_leave()
    {
        await using var gateway = await EncryptedGateway.StartAsync("http://127.0.0.1:0;http://127.0.0.1:0", context => context.Response.WriteAsync("here"), services => services.AddSingleton(new VisitorPlaces(254)));
        using var first = await EnterAsync(gateway.Addresses[0]);
        var second = await EnterAsync(gateway.Addresses[1]);
        Assert.NotNull(first);
        Assert.NotNull(second);

        foreach (var address in gateway.Addresses)
            Assert.Null(await EnterAsync(address));
        second.Dispose();

        await Eventually.BecomesTrueAsync(
            async _ =>
            {
                using var third = await EnterAsync(gateway.Addresses[0]);
                return third is not null;
            },
            "a visitor comes in when another one has left");
        Assert.Single(gateway.Log.Lines, line => line.Id == 490);
    }

    [Fact]
    public async Task A_request_that_the_server_breaks_off_is_seen_to_be_broken_off()
    {
        await using var gateway = await EncryptedGateway.StartAsync("http://127.0.0.1:0", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var visitor = await AskAsync(gateway, "GET / HTTP/1.1\r\nHost: site\r\n\r\n");

        var failure = await Assert.ThrowsAsync<SocketException>(async () => await visitor.ReceiveAsync(new byte[1], Cancellation));

        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
    }

    [Fact]
    public async Task The_last_answer_of_a_connection_arrives_whole_at_a_visitor_who_takes_his_time()
    {
        await using var gateway = await EncryptedGateway.StartAsync("http://127.0.0.1:0", async context =>
        {
            context.Response.ContentLength = Large;
            await context.Response.Body.WriteAsync(new byte[Large], Cancellation);
        });
        using var visitor = await AskAsync(gateway, "GET / HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n");
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(visitor.Available > 0), "the answer has begun");

        using var all = new MemoryStream();
        await using (var stream = new NetworkStream(visitor))
            await stream.CopyToAsync(all, Cancellation);

        var head = Encoding.ASCII.GetString(all.ToArray(), 0, 1000).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Equal(head + Large, all.Length);
    }

    [Fact]
    public async Task A_server_that_stops_ends_connections_that_wait_for_a_request()
    {
        await using var gateway = await EncryptedGateway.StartAsync("http://127.0.0.1:0", context => context.Response.WriteAsync("ok"));
        using var visitor = await AskAsync(gateway, "GET / HTTP/1.1\r\nHost: site\r\n\r\n");
        var answer = new byte[1000];
        Assert.NotEqual(0, await visitor.ReceiveAsync(answer, Cancellation));

        await gateway.StopAsync();

        int read;
        do
            read = await visitor.ReceiveAsync(answer, Cancellation);
        while (read > 0);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_to_be()
    {
        await using var gateway = await EncryptedGateway.StartAsync("http://127.0.0.1:0", WaitAsync);

        var failure = await Assert.ThrowsAsync<IOException>(() => EncryptedGateway.StartAsync(gateway.Addresses.Single().ToString(), WaitAsync));

        Assert.Contains("address already in use", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_polling_the_framework_moves_the_bytes()
    {
        await using var destination = await EncryptedGateway.StartAsync("http://127.0.0.1:0", context => context.Response.WriteAsync("from the web"));
        await using var gateway = await GatewayUnderTest.StartAsync([destination.Addresses.Single()], ("Transport:IsPolled", "false"));

        Assert.Equal("from the web", await gateway.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));
    }

    private async Task WaitAsync(HttpContext context)
    {
        using var registration = context.RequestAborted.Register(_left.SetResult);
        _arrived.SetResult();
        await _left.Task;
    }

    /// <summary>A connection on which a request was answered; null when the visitor was turned away.</summary>
    private static async Task<Socket?> EnterAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
            await socket.SendAsync("GET / HTTP/1.1\r\nHost: site\r\n\r\n"u8.ToArray(), Cancellation);
            if (await socket.ReceiveAsync(new byte[1000], Cancellation) > 0)
                return socket;
        }
        catch (SocketException)
        {
            // It was closed before it was asked.
        }
        socket.Dispose();
        return null;
    }

    private static async Task<Socket> AskAsync(EncryptedGateway gateway, string request)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024 };
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Addresses.Single().Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        return socket;
    }
}
