using Chaos.Model;
using Foobar.Tests.Support;

namespace Foobar.Tests.Resilience;

/// <summary>One model for all scenarios, since each heals what it has broken; started anew after one that did not.</summary>
public sealed class ResilienceModel : IAsyncDisposable
{
    private RunningModel? _model;

    /// <summary>The site. Its members keep their data, so that they can be killed and started again.</summary>
    internal async Task<SiteUnderTest> GetSiteAsync()
    {
        _model ??= await RunningModel.StartAsync(persistent: true);
        return new SiteUnderTest(_model.App);
    }

    /// <summary>Stops the model, whatever state it is in.</summary>
    internal async Task GiveUpAsync()
    {
        if (Interlocked.Exchange(ref _model, null) is { } broken)
            await broken.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await GiveUpAsync();
}
