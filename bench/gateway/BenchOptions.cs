using System.Globalization;
using GatewaySpeed.Works;

namespace GatewaySpeed;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>The help text.</summary>
    public static string Usage { get; } =
        $"usage: dotnet run -c Release --project bench/gateway -- [--rounds N] [--seconds S] [--warm-up S] [--only WORK,WORK] [--report FILE]\n  works: {string.Join(", ", WorkCatalog.All.Select(work => work.Key))}";

    /// <summary>How often each peer does each work; default 5.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>How long each time, in whole seconds, since the load generators take nothing else; default 3.</summary>
    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a .NET peer is under load before it is measured, once in its life; default 15 s.</summary>
    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(15);

    /// <summary>What is done; default everything.</summary>
    public IReadOnlyList<Work> Works { get; private init; } = WorkCatalog.All;

    /// <summary>The file that the report is written to, besides the console; its plot goes into the folder <c>images</c> beside it.</summary>
    public string? Report { get; private init; }

    /// <summary>The options as they would be given.</summary>
    public string CommandLine => string.Create(CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project bench/gateway -- --rounds {Rounds} --seconds {Duration.TotalSeconds:0} --warm-up {WarmUp.TotalSeconds:0}")
        + (Works.SequenceEqual(WorkCatalog.All) ? "" : $" --only {string.Join(',', Works.Select(work => work.Key))}");

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It cannot be understood; the message says what is wrong.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new ArgumentException($"'{arguments[i]}' needs a value. {Usage}");
            options = options.With(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private BenchOptions With(string name, string value) => name switch
    {
        "--rounds" => this with { Rounds = Number(name, value, 1, 100) },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Number(name, value, 1, 600)) },
        "--warm-up" => this with { WarmUp = TimeSpan.FromSeconds(Number(name, value, 1, 600)) },
        "--only" => this with { Works = WorkCatalog.Find(value.Split(',')) },
        "--report" => this with { Report = value },
        _ => throw new ArgumentException($"'{name}' is not an option. {Usage}"),
    };

    private static int Number(string name, string value, int atLeast, int atMost) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a whole number from {atLeast} to {atMost}, and not '{value}'. {Usage}"));
}
