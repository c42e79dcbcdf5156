namespace Foobar.Tests.Support;

/// <summary>One running model for all tests that leave it as they found it; started by the first of them.</summary>
public sealed class SharedModel : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private RunningModel? _model;

    internal async Task<RunningModel> GetAsync()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _model ??= await RunningModel.StartAsync(measured: true);
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_model is not null)
            await _model.DisposeAsync();
        _once.Dispose();
    }
}
