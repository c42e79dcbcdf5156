namespace Aspire.Dashboard.Recording;

/// <summary>Where telemetry is kept over restarts; configuration section <c>Dashboard:Recording</c>.</summary>
internal sealed class RecordingOptions
{
    public const string Section = "Dashboard:Recording";

    /// <summary>The file that telemetry is kept in; null to keep it in memory only.</summary>
    public string? Path { get; set; }

    /// <summary>Bytes of telemetry in the file, compressed; 32 MB by default. What is over it goes, the oldest first.</summary>
    public long MaxBytes { get; set; } = 32 << 20;

    /// <summary>A file that a dashboard has saved, to look at; nothing is written to it.</summary>
    public string? Open { get; set; }
}
