using System.Globalization;

namespace Aspire.Dashboard.Console;

/// <summary>Takes the time off the front of a line of a console log.</summary>
internal static class ConsoleText
{
    /// <summary>The length of <c>2026-01-31T12:34:56.1234567Z</c>.</summary>
    private const int TimeLength = 28;

    /// <summary>The time as it stands there, or null, and the text behind it.</summary>
    public static (string? Time, string Text) Split(string line)
    {
        var hasTime = line.Length > TimeLength && line[TimeLength] == ' ' && line[TimeLength - 1] == 'Z'
            && DateTime.TryParseExact(line.AsSpan(0, TimeLength), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);
        return hasTime ? (line[..TimeLength], line[(TimeLength + 1)..]) : (null, line);
    }
}
