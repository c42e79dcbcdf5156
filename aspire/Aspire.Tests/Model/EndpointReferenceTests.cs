namespace Aspire.Tests.Model;

public sealed class EndpointReferenceTests
{
    [Fact]
    public async Task A_reference_can_be_made_before_its_endpoint()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web");
        var reference = web.GetEndpoint("http");
        Assert.False(reference.Exists);
        Assert.False(reference.IsAllocated);
        var failure = Assert.Throws<InvalidOperationException>(() => reference.EndpointAnnotation);
        Assert.Contains("'http'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'web'", failure.Message, StringComparison.Ordinal);

        web.WithHttpEndpoint(targetPort: 6000);
        Assert.True(reference.Exists);
        Assert.True(reference.IsHttp);
        Assert.False(reference.IsHttps);
        Assert.Equal(("http", 6000), (reference.Scheme, reference.TargetPort));
    }

    [Fact]
    public async Task Port_host_and_url_cannot_be_read_before_there_is_an_address()
    {
        await using var builder = TestModel.Create();
        var reference = builder.AddSleeper("web").WithHttpEndpoint(port: 5000).GetEndpoint("http");
        foreach (var read in new Func<object>[] { () => reference.Port, () => reference.Host, () => reference.Url })
            Assert.Contains("'web'", Assert.Throws<InvalidOperationException>(read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_waits_for_the_address()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web").WithHttpEndpoint();
        var url = web.GetEndpoint("http").GetValueAsync(Token).AsTask();
        Assert.False(url.IsCompleted);
        web.Allocate("http", 5000);
        Assert.Equal("http://localhost:5000", await url);
        Assert.Equal(("http://localhost:5000", "localhost", 5000), (web.GetEndpoint("http").Url, web.GetEndpoint("http").Host, web.GetEndpoint("http").Port));
    }

    [Fact]
    public async Task A_wait_for_the_address_can_be_cancelled()
    {
        await using var builder = TestModel.Create();
        var reference = builder.AddSleeper("web").WithHttpEndpoint().GetEndpoint("http");
        using var cancelled = new CancellationTokenSource();
        var url = reference.GetValueAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => url);
    }

    [Theory]
    [InlineData(EndpointProperty.Url, "https://localhost:5000", "{web.bindings.https.url}")]
    [InlineData(EndpointProperty.Host, "localhost", "{web.bindings.https.host}")]
    [InlineData(EndpointProperty.IPV4Host, "127.0.0.1", "{web.bindings.https.host}")]
    [InlineData(EndpointProperty.Port, "5000", "{web.bindings.https.port}")]
    [InlineData(EndpointProperty.Scheme, "https", "{web.bindings.https.scheme}")]
    [InlineData(EndpointProperty.TargetPort, "6000", "{web.bindings.https.targetPort}")]
    [InlineData(EndpointProperty.HostAndPort, "localhost:5000", "{web.bindings.https.host}:{web.bindings.https.port}")]
    [InlineData(EndpointProperty.TlsEnabled, "True", "{web.bindings.https.tlsEnabled}")]
    public async Task Each_property_has_a_value_and_an_expression(EndpointProperty property, string value, string expression)
    {
        await using var builder = TestModel.Create();
        var reference = builder.AddSleeper("web").WithHttpsEndpoint(targetPort: 6000).Allocate("https", 5000).GetEndpoint("https").Property(property);
        Assert.Equal(value, await reference.GetValueAsync(Token));
        Assert.Equal(expression, reference.ValueExpression);
    }

    [Theory]
    [InlineData("http", "plain")]
    [InlineData("https", "secure")]
    public async Task A_value_may_depend_on_tls(string scheme, string expected)
    {
        await using var builder = TestModel.Create();
        var reference = builder.AddSleeper("web").WithEndpoint(scheme: scheme).GetEndpoint(scheme);
        var value = reference.GetTlsValue(ReferenceExpression.Create($"secure"), ReferenceExpression.Create($"plain"));
        Assert.True(value.IsConditional);
        Assert.Equal(expected, await value.GetValueAsync(Token));
        Assert.Equal(expected, value.ValueExpression);
    }
}
