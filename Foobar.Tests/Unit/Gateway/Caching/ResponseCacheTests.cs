using Foobar.Gateway.Caching;
using Foobar.Gateway.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class ResponseCacheTests : IDisposable
{
    private const int Times = 1000;
    private const int BytesAtMost = 128;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSingleton<LiveOptions<CacheOptions>>().AddSingleton<CacheStore>().AddSingleton<CacheTelemetry>().BuildServiceProvider();

    [Fact]
    public async Task A_hit_is_answered_at_once_and_allocates_next_to_nothing()
    {
        var asked = 0;
        var cache = Create(context =>
        {
            asked++;
            context.Response.Headers.CacheControl = "public, max-age=60";
            context.Response.Headers.ETag = "\"a\"";
            context.Response.Headers.Vary = "Accept-Encoding, Cookie";
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(new string('a', 1000));
        });
        var visitor = Ask();
        await cache.InvokeAsync(visitor);
        // The first calls are compiled, and make what is made once.
        Repeat(cache, visitor);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(cache, visitor);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Times;

        Assert.InRange(each, 0, BytesAtMost);
        Assert.Equal(1, asked);
        Assert.Equal("\"a\"", visitor.Response.Headers.ETag);
    }

    [Fact]
    public async Task What_is_not_for_the_proxy_is_not_for_the_cache()
    {
        var asked = 0;
        var cache = Create(_ =>
        {
            asked++;
            return Task.CompletedTask;
        });
        var visitor = Ask();
        visitor.SetEndpoint(new Endpoint(null, EndpointMetadataCollection.Empty, "health"));

        await cache.InvokeAsync(visitor);
        await cache.InvokeAsync(visitor);

        Assert.Equal(2, asked);
    }

    public void Dispose() => _services.Dispose();

    private static void Repeat(ResponseCache cache, HttpContext visitor)
    {
        for (var i = 0; i < Times; i++)
            Assert.True(cache.InvokeAsync(visitor).IsCompletedSuccessfully);
    }

    private ResponseCache Create(RequestDelegate next) => new(
        next, _services.GetRequiredService<CacheStore>(), _services.GetRequiredService<CacheTelemetry>(), _services.GetRequiredService<LiveOptions<CacheOptions>>(), new FakeTimeProvider(),
        new HostingEnvironment { EnvironmentName = Environments.Production }, NullLogger<ResponseCache>.Instance);

    private static DefaultHttpContext Ask()
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString) = ("GET", "https", new HostString("www.foobar.com"), "/article/one", new QueryString("?x=1"));
        request.Headers.AcceptEncoding = "gzip, deflate, br";
        request.Headers.Accept = "text/html,*/*;q=0.8";
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new RouteModel(new RouteConfig(), cluster: null, HttpTransformer.Default)), "site"));
        return context;
    }
}
