using System.Globalization;

namespace SiteSpeed;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        usage: dotnet run -c Release --project bench/site -- [ROUNDS [SECONDS]] [--beside NAME=VALUE]... [--lighthouse]
          ROUNDS          rounds of load, 5 when left out; 0 leaves the load out
          SECONDS         for each target in a round, 5 when left out
          --beside        measures the second web too, which gets this environment variable; by turns with the first one
          --lighthouse    judges home page and article too, with Node.js and Chromium; whole reports in artifacts/lighthouse
        """;

    /// <summary>Rounds of load.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>How long each target is asked in a round.</summary>
    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(5);

    /// <summary>Environment variables of the second web, which is measured when there are any.</summary>
    public IReadOnlyDictionary<string, string> Beside { get; private init; } = new Dictionary<string, string>();

    /// <summary>Pages are judged by Lighthouse.</summary>
    public bool Lighthouse { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is not understood; the message names it.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        var beside = new Dictionary<string, string>();
        var numbers = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--lighthouse":
                    options = options with { Lighthouse = true };
                    break;
                case "--beside" when i + 1 < arguments.Length && arguments[i + 1].Split('=', 2) is [{ Length: > 0 } name, var value]:
                    beside[name] = value;
                    i++;
                    break;
                case var rounds when numbers == 0 && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                    options = options with { Rounds = count };
                    numbers++;
                    break;
                case var seconds when numbers == 1 && double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length) && length > 0:
                    options = options with { Duration = TimeSpan.FromSeconds(length) };
                    numbers++;
                    break;
                case var other:
                    throw new FormatException($"'{other}' is not understood here.");
            }
        }
        return options with { Beside = beside };
    }
}
