using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base class of resources.</summary>
[DebuggerDisplay("{Name} ({GetType().Name})")]
public abstract class Resource : IResource
{
    /// <exception cref="ArgumentException">The name is empty.</exception>
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
