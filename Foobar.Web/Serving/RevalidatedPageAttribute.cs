namespace Foobar.Web.Serving;

/// <summary>
/// Marks what shows all anonymous visitors the same: browsers and caches may keep it, and ask whether it has changed.
/// Such a page has no form for them, since a form's token is for one visitor.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RevalidatedPageAttribute : Attribute
{
    /// <summary>Seconds for which shared caches need not ask; default 1.</summary>
    public int SharedSeconds { get; init; } = 1;
}
