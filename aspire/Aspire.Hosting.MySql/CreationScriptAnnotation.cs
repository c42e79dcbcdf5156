using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MySql;

/// <summary>Replaces the statement that creates a database.</summary>
internal sealed class CreationScriptAnnotation(string script) : IResourceAnnotation
{
    public string Script { get; } = script;
}
