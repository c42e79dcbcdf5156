namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>What was received is not what the protocol says.</summary>
internal sealed class MalformedExportException(string message, Exception? cause = null) : Exception(message, cause);
