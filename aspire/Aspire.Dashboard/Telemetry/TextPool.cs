namespace Aspire.Dashboard.Telemetry;

/// <summary>Gives one string for equal ones that were seen lately. It never grows, and it is not for several threads.</summary>
internal sealed class TextPool
{
    /// <summary>What a string takes beside its characters.</summary>
    private const int StringOverhead = 24;

    /// <summary>Longer texts seldom come twice.</summary>
    private const int Longest = 200;

    private readonly string[] _slots = new string[1 << 14];

    /// <summary>The bytes of the strings that were new, since this was last set.</summary>
    public long NewBytes { get; set; }

    public string Get(string text)
    {
        if (text.Length == 0)
            return "";
        if (text.Length > Longest)
            return Count(text);
        ref var slot = ref _slots[string.GetHashCode(text) & (_slots.Length - 1)];
        if (slot == text)
            return slot;
        return slot = Count(text);
    }

    private string Count(string text)
    {
        NewBytes += StringOverhead + (2L * text.Length);
        return text;
    }
}
