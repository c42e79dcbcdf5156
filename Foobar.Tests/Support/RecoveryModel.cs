namespace Foobar.Tests.Support;

/// <summary>A running model of its own, with volumes, for tests that kill its members; each of them leaves three healthy members behind.</summary>
public sealed class RecoveryModel : IAsyncDisposable
{
    private RunningModel? _model;

    internal async Task<RunningModel> GetAsync() => _model ??= await RunningModel.StartAsync(persistent: true);

    public ValueTask DisposeAsync() => _model?.DisposeAsync() ?? ValueTask.CompletedTask;
}
