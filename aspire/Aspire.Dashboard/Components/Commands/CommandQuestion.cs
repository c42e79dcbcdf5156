using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Components.Commands;

/// <summary>A command that waits for confirmation or arguments.</summary>
internal sealed record CommandQuestion(ResourceView Resource, CommandView Command);
