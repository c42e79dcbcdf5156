using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Components;

/// <summary>A component that is told when telemetry has come in.</summary>
public abstract class TelemetryComponent : ComponentBase, IDisposable
{
    /// <summary>Drawing takes longer than receiving, so a page does it less often than it could.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);

    private bool _isWaiting;

    [Inject]
    private protected TelemetryStore Telemetry { get; set; } = default!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>Whether what comes in is not to be shown for now.</summary>
    private protected bool IsPaused { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        Telemetry.Signal.Changed -= OnTelemetryChanged;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // A page that is only made to be sent is gone before anything changes.
        if (RendererInfo.IsInteractive)
            Telemetry.Signal.Changed += OnTelemetryChanged;
    }

    /// <summary>Reads what is shown anew; the component is drawn afterwards.</summary>
    private protected abstract Task RefreshAsync();

    /// <summary>Puts what is shown into the address, so that the address can be given to somebody else.</summary>
    private protected void Remember(params (string Name, string? Value)[] parameters) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)(parameter.Value is "" ? null : parameter.Value))), replace: true);

    private protected void TogglePause() => IsPaused = !IsPaused;

    private void OnTelemetryChanged() => _ = InvokeAsync(async () =>
    {
        if (_isWaiting || IsPaused)
            return;
        _isWaiting = true;
        await RefreshAsync();
        StateHasChanged();
        await Task.Delay(Pause, Time);
        _isWaiting = false;
    });
}
