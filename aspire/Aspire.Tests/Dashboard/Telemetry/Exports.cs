using System.Buffers.Binary;
using System.Text;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>Requests as they are on the wire, written by hand, so that they can be wrong too.</summary>
internal static class Exports
{
    /// <summary>Spans of one trace each, and some more without a number.</summary>
    public static byte[] Create(int spans, int withoutNumber = 0)
    {
        var scope = new List<byte>();
        for (var i = 1; i <= spans; i++)
            Append(scope, 2, CreateSpan(i));
        for (var i = 0; i < withoutNumber; i++)
            Append(scope, 2, Message((5, Encoding.UTF8.GetBytes("nameless"))));
        return Message((1, Message((2, [.. scope]))));
    }

    private static byte[] CreateSpan(int number)
    {
        var (trace, span) = (new byte[16], new byte[8]);
        BinaryPrimitives.WriteInt32BigEndian(trace, number);
        BinaryPrimitives.WriteInt32BigEndian(span, number);
        return Message((1, trace), (2, span), (5, Encoding.UTF8.GetBytes("span")));
    }

    private static byte[] Message(params (int Field, byte[] Content)[] fields)
    {
        var message = new List<byte>();
        foreach (var (field, content) in fields)
            Append(message, field, content);
        return [.. message];
    }

    private static void Append(List<byte> message, int field, byte[] content)
    {
        message.Add((byte)((field << 3) | 2));
        for (var rest = content.Length; ; rest >>= 7)
        {
            message.Add((byte)(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
            if (rest <= 0x7f)
                break;
        }
        message.AddRange(content);
    }
}
