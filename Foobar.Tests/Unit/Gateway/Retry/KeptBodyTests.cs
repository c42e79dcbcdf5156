using System.IO.Pipelines;
using System.Text;
using Foobar.Gateway.Retry;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Retry;

public sealed class KeptBodyTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly Pipe _client = new();
    private readonly DefaultHttpContext _context = new();

    public KeptBodyTests() => _context.Request.Body = _client.Reader.AsStream();

    [Theory]
    [InlineData("", 4, true)]
    [InlineData("text", 4, true)]
    [InlineData("texts", 4, false)]
    [InlineData("text", 0, false)]
    public async Task A_short_body_can_be_read_again(string sent, int limit, bool expected)
    {
        var body = KeptBody.Of(_context.Request, limit, TimeProvider.System);
        await SendAsync(sent, isLast: true);

        body.Rewind(_context.Request);
        Assert.Equal(sent, await ReadAsync());

        Assert.Equal(expected, body.CanRepeat);
        Assert.NotNull(body.EndedAt);
        if (!expected)
            return;
        body.Rewind(_context.Request);
        Assert.Equal(sent, await ReadAsync());
    }

    [Fact]
    public async Task A_second_reader_gets_what_was_read_and_then_what_comes()
    {
        var body = KeptBody.Of(_context.Request, 100, TimeProvider.System);
        await SendAsync("first, ");
        body.Rewind(_context.Request);
        var buffer = new byte[100];
        Assert.Equal(7, await _context.Request.Body.ReadAsync(buffer, Cancellation));
        Assert.Null(body.EndedAt);

        body.Rewind(_context.Request);
        await SendAsync("second", isLast: true);

        Assert.Equal("first, second", await ReadAsync());
    }

    [Fact]
    public async Task What_a_reader_gets_that_was_given_up_is_not_lost()
    {
        var body = KeptBody.Of(_context.Request, 100, TimeProvider.System);
        body.Rewind(_context.Request);
        var givenUp = _context.Request.Body.ReadAsync(new byte[100], Cancellation).AsTask();

        body.Rewind(_context.Request);
        var reading = ReadAsync();
        await SendAsync("text", isLast: true);

        Assert.Equal(4, await givenUp);
        Assert.Equal("text", await reading);
    }

    [Fact]
    public async Task A_long_body_passes_as_it_comes()
    {
        var body = KeptBody.Of(_context.Request, 4, TimeProvider.System);
        body.Rewind(_context.Request);
        var buffer = new byte[100];

        await SendAsync("first, ");
        Assert.Equal(7, await _context.Request.Body.ReadAsync(buffer, Cancellation));
        await SendAsync("second", isLast: true);
        Assert.Equal(6, await _context.Request.Body.ReadAsync(buffer, Cancellation));

        Assert.False(body.CanRepeat);
    }

    private async Task SendAsync(string text, bool isLast = false)
    {
        await _client.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
        if (isLast)
            await _client.Writer.CompleteAsync();
    }

    private async Task<string> ReadAsync()
    {
        using var reader = new StreamReader(_context.Request.Body, leaveOpen: true);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
