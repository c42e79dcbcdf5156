using Bogus;

namespace Foobar.Database.Seed;

/// <summary>Draws numbers from 0 on, each as often as its weight says.</summary>
internal sealed class Lottery
{
    private readonly double[] _sums;

    public Lottery(IEnumerable<double> weights)
    {
        var sum = 0.0;
        _sums = [.. weights.Select(weight => sum += weight)];
    }

    public int Draw(Randomizer random)
    {
        var place = Array.BinarySearch(_sums, random.Double() * _sums[^1]);
        return place < 0 ? Math.Min(~place, _sums.Length - 1) : place;
    }
}
