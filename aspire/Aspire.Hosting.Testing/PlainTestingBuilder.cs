namespace Aspire.Hosting.Testing;

/// <summary>The builder of an application that the test itself describes.</summary>
internal sealed class PlainTestingBuilder(DistributedApplicationBuilder inner) : TestingBuilder(inner)
{
    private readonly DistributedApplicationBuilder _inner = inner;
    private DistributedApplication? _built;

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(_built ??= _inner.Build());

    public override async ValueTask DisposeAsync()
    {
        if (_built is { } application)
            await application.DisposeAsync().ConfigureAwait(false);
    }
}
