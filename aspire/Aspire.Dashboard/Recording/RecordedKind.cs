using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Timeline;

namespace Aspire.Dashboard.Recording;

/// <summary>What a part of a recording is; the numbers are those in the file.</summary>
internal enum RecordedKind
{
    /// <summary>A request, as <see cref="OtlpSignal"/> has it.</summary>
    Traces = OtlpSignal.Traces,

    /// <summary>The same.</summary>
    Metrics = OtlpSignal.Metrics,

    /// <summary>The same.</summary>
    Logs = OtlpSignal.Logs,

    /// <summary>A <see cref="ResourceMoment"/> as JSON.</summary>
    Resource = 3,
}
