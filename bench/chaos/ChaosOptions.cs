using System.Globalization;
using System.Net;
using Chaos.Faults;

namespace Chaos;

/// <summary>What the command line asks for.</summary>
internal sealed record ChaosOptions
{
    /// <summary>The help text.</summary>
    public const string Usage = "usage: dotnet run --project bench/chaos -- [--minutes N] [--seed S] [--clients C] [--rate R] [--faults all|NAME,NAME] [--scenario NAME] [--report FILE] [--logs FOLDER] [--site URL [--at ADDRESS:PORT,ADDRESS:PORT]]";

    /// <summary>How long faults are made; default 5 minutes.</summary>
    public TimeSpan Duration { get; private init; } = TimeSpan.FromMinutes(5);

    /// <summary>Decides what clients do and which fault comes when; default 1.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>How many clients there are; default 16.</summary>
    public int Clients { get; private init; } = 16;

    /// <summary>Operations per second of all clients together; default 90.</summary>
    public double Rate { get; private init; } = 90;

    /// <summary>The faults that are made at random; default all. With one name, that one again and again.</summary>
    public IReadOnlyList<string> Faults { get; private init; } = FaultCatalog.Names;

    /// <summary>The file that the report is written to, besides the console.</summary>
    public string? Report { get; private init; }

    /// <summary>The folder for the log of the model and the record of all operations; default <c>artifacts/chaos</c>.</summary>
    public string Logs { get; private init; } = Path.Combine("artifacts", "chaos");

    /// <summary>A site that others run: nothing is started and nothing broken, and the clients stop on SIGINT or SIGTERM at the latest. Default none, and then the model is started.</summary>
    public Uri? Site { get; private init; }

    /// <summary>The addresses that the name of <see cref="Site"/> stands for; default those of the name.</summary>
    public IReadOnlyList<IPEndPoint> At { get; private init; } = [];

    /// <summary>The options as they would be given.</summary>
    public string CommandLine => string.Create(CultureInfo.InvariantCulture,
        $"dotnet run --project bench/chaos -- --minutes {Duration.TotalMinutes:0.##} --seed {Seed} --clients {Clients} --rate {Rate:0.##} --faults {(Faults.SequenceEqual(FaultCatalog.Names) ? "all" : string.Join(',', Faults))}");

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It cannot be understood; the message says what is wrong.</exception>
    public static ChaosOptions Parse(string[] arguments)
    {
        var options = new ChaosOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new ArgumentException($"'{arguments[i]}' needs a value. {Usage}");
            options = options.With(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private ChaosOptions With(string name, string value) => name switch
    {
        "--minutes" => this with { Duration = TimeSpan.FromMinutes(Number(name, value, 0, 24 * 60)) },
        "--seed" => this with { Seed = (int)Number(name, value, int.MinValue, int.MaxValue) },
        "--clients" => this with { Clients = (int)Number(name, value, 2, 1000) },
        "--rate" => this with { Rate = Number(name, value, 1, 100_000) },
        "--faults" when value == "all" => this with { Faults = FaultCatalog.Names },
        "--faults" or "--scenario" => this with { Faults = [.. value.Split(',').Select(fault => FaultCatalog.Create(fault).Name)] },
        "--site" => this with { Site = Uri.TryCreate(value, UriKind.Absolute, out var site) && site.Scheme == Uri.UriSchemeHttps ? site : throw new ArgumentException($"'--site' must be an address such as https://www.foobar.com, and not '{value}'. {Usage}") },
        "--at" => this with { At = [.. value.Split(',').Select(address => IPEndPoint.TryParse(address, out var at) && at.Port > 0 ? at : throw new ArgumentException($"'--at' must be addresses with ports such as 192.0.2.1:443, and not '{value}'. {Usage}"))] },
        "--report" => this with { Report = value },
        "--logs" => this with { Logs = value },
        _ => throw new ArgumentException($"'{name}' is not an option. {Usage}"),
    };

    private static double Number(string name, string value, double atLeast, double atMost) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a number from {atLeast} to {atMost}, and not '{value}'. {Usage}"));
}
