using System.Buffers.Binary;
using System.Globalization;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The numbers of traces and spans, which people know as hexadecimal text.</summary>
internal static class TelemetryIds
{
    public static string FormatTrace(UInt128 id) => id.ToString("x32", CultureInfo.InvariantCulture);

    public static string FormatSpan(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The number; 0 if the text is none.</summary>
    public static UInt128 ParseTrace(string? text) => UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <inheritdoc cref="ParseTrace"/>
    public static ulong ParseSpan(string? text) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>The number; 0 if the bytes are none.</summary>
    public static UInt128 ReadTrace(ReadOnlySpan<byte> bytes) => bytes.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : 0;

    /// <inheritdoc cref="ReadTrace"/>
    public static ulong ReadSpan(ReadOnlySpan<byte> bytes) => bytes.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
}
