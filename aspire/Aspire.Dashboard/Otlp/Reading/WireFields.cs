namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>The fields of a message that hold texts, bytes or other messages, one after the other; numbers are passed over.</summary>
internal ref struct WireFields(ReadOnlySpan<byte> message)
{
    private const int TagBits = 3;
    private const int LongestVarint = 10;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the present field.</summary>
    public int Number { get; private set; }

    /// <summary>What is in the present field.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <exception cref="MalformedExportException">The bytes are no message.</exception>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var tag = ReadVarint();
            Number = (int)(tag >> TagBits);
            switch (tag & ((1 << TagBits) - 1))
            {
                case 0:
                    ReadVarint();
                    break;
                case 1:
                    Take(sizeof(ulong));
                    break;
                case 2:
                    Content = Take(ReadVarint());
                    return true;
                case 5:
                    Take(sizeof(uint));
                    break;
                default:
                    throw new MalformedExportException("The request is no protobuf message: a field has an unknown type.");
            }
        }
        return false;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var i = 0; i < LongestVarint && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }
        throw new MalformedExportException("The request is no protobuf message: a number has no end.");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new MalformedExportException("The request is no protobuf message: it ends within a field.");
        var content = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return content;
    }
}
