using Aspire.Dashboard.Protocol;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Components;

/// <summary>A component that shows one instance and is drawn anew when that one changes.</summary>
/// <remarks>Components are public and what they are told of resources is not, so they take the id and look the rest up.</remarks>
public abstract class ResourceComponent : LiveComponent
{
    private ResourceView? _drawn;

    /// <summary>The id of the instance.</summary>
    [Parameter, EditorRequired]
    public string ResourceId { get; set; } = "";

    /// <summary>The instance; null if there is none of that id.</summary>
    private protected ResourceView? Resource => Snapshot.Find(ResourceId);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _drawn = Resource;

    private protected override bool IsAffected() => !ReferenceEquals(_drawn, Resource);
}
