using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace Foobar.Web.Consistency;

/// <summary>Reads the header <c>Idempotency-Key</c>: a quoted string as the IETF draft has it, or the bare text that many clients send.</summary>
internal static class IdempotencyKeyHeader
{
    /// <summary>Characters of a key at most.</summary>
    public const int Length = 255;

    /// <summary>False when the header is there and not one key of 1 to 255 visible ASCII characters.</summary>
    public static bool TryRead(StringValues header, [NotNullWhen(true)] out string? key)
    {
        key = header.Count == 1 ? header[0]!.Trim() : "";
        if (key.Length >= 2 && key[0] == '"' && key[^1] == '"')
            key = key[1..^1];
        if (key.Length is >= 1 and <= Length && key.All(character => character is > ' ' and <= '~' and not '"' and not '\\'))
            return true;
        key = null;
        return false;
    }
}
