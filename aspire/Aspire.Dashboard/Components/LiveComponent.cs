using Aspire.Dashboard.Client;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Components;

/// <summary>A component that is drawn anew when resources change.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    [Inject]
    private ResourceStore Store { get; set; } = default!;

    /// <summary>What is known of the resources now.</summary>
    private protected ResourceSnapshot Snapshot => Store.Current;

    /// <inheritdoc />
    public void Dispose()
    {
        Store.Changed -= OnStoreChanged;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Store.Changed += OnStoreChanged;

    /// <summary>Whether the last change matters to this component.</summary>
    private protected virtual bool IsAffected() => true;

    private void OnStoreChanged() => _ = InvokeAsync(() =>
    {
        if (IsAffected())
            StateHasChanged();
    });
}
