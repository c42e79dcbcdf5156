using System.Globalization;

namespace GatewaySpeed.Works;

/// <summary>The median of a figure over all rounds, and its least and most.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Of values that are all there; null otherwise.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var all = values.ToArray();
        if (all.Length == 0 || all.Any(value => value is null))
            return null;
        var ordered = all.Select(value => value!.Value).Order().ToArray();
        var middle = ordered.Length / 2;
        return new Spread(ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2, ordered[0], ordered[^1]);
    }

    /// <summary>As text, such as <c>12 (11–14)</c>.</summary>
    public string ToString(string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Median)} ({Text(Least)}–{Text(Most)})";
    }
}
