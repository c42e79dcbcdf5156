using System.Text;

namespace Aspire.Hosting.Local;

/// <summary>Splits the output of a process into lines.</summary>
internal static class LineReader
{
    /// <summary>A longer line is cut into pieces of this many characters, so that no output can fill the memory.</summary>
    private const int LongestLine = 64 * 1024;

    /// <summary>Reads to the end; text after the last line feed is a line too.</summary>
    public static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                Append(buffer.AsSpan(0, count), line, onLine);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe was closed because the process is gone; what was read so far counts.
        }
        if (line.Length > 0)
            onLine(line.ToString().TrimEnd('\r'));
    }

    private static void Append(ReadOnlySpan<char> text, StringBuilder line, Action<string> onLine)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var piece = end < 0 ? text : text[..end];
            while (line.Length + piece.Length > LongestLine)
            {
                var room = LongestLine - line.Length;
                onLine(line.Append(piece[..room]).ToString());
                line.Clear();
                piece = piece[room..];
            }
            line.Append(piece);
            if (end < 0)
                return;
            onLine(line.ToString().TrimEnd('\r'));
            line.Clear();
            text = text[(end + 1)..];
        }
    }
}
