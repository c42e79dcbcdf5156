using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's console log.</summary>
[DebuggerDisplay("{LineNumber}: {Content}")]
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
