using Foobar.Gateway.Protection.Limits;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class LimitedBodyTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(10, 10, false)]
    [InlineData(11, 10, true)]
    public async Task A_body_may_be_as_long_as_the_limit(int length, int limit, bool expected)
    {
        await using var body = new LimitedBody(new MemoryStream(new byte[length]), limit);

        var exception = await Record.ExceptionAsync(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(expected, body.IsExceeded);
        Assert.Equal(expected ? 413 : null, (exception as BadHttpRequestException)?.StatusCode);
    }
}
