using OpenTelemetry;

namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>Keeps out of the traces what a service asks again and again by itself.</summary>
public static class Untraced
{
    /// <summary>What is begun until the end of the scope is not traced, and neither are lines of the log exported.</summary>
    public static IDisposable Begin() => SuppressInstrumentationScope.Begin();
}
