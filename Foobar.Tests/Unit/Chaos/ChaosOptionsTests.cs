using Chaos;
using Chaos.Faults;

namespace Foobar.Tests.Unit.Chaos;

public sealed class ChaosOptionsTests
{
    [Fact]
    public void Without_options_all_faults_are_made()
    {
        var options = ChaosOptions.Parse([]);

        Assert.Equal(FaultCatalog.Names, options.Faults);
        Assert.EndsWith("--minutes 5 --seed 1 --clients 16 --rate 90 --faults all", options.CommandLine);
    }

    [Fact]
    public void The_command_line_of_a_run_repeats_it()
    {
        var options = ChaosOptions.Parse(["--minutes", "0.5", "--seed", "7", "--faults", "kill-web,kill-all"]);

        var again = ChaosOptions.Parse(options.CommandLine.Split(" -- ")[1].Split(' '));

        Assert.Equal(["kill-web", "kill-all"], again.Faults);
        Assert.Equal((options.Duration, options.Seed, options.Clients, options.Rate), (again.Duration, again.Seed, again.Clients, again.Rate));
    }

    [Theory]
    [InlineData("--minutes", "needs a value")]
    [InlineData("--minutes ten", "'--minutes' must be a number from 0 to 1440, and not 'ten'")]
    [InlineData("--clients 1", "'--clients' must be a number from 2 to 1000, and not '1'")]
    [InlineData("--seed 1 --speed 9", "'--speed' is not an option")]
    [InlineData("--site http://www.foobar.com", "'--site' must be an address such as https://www.foobar.com")]
    [InlineData("--at 192.0.2.1", "'--at' must be addresses with ports")]
    [InlineData("--faults kill-web,kill-bill", "There is no fault 'kill-bill'. Known: kill-primary,")]
    public void What_cannot_be_understood_is_named(string arguments, string expected)
    {
        var exception = Assert.Throws<ArgumentException>(() => ChaosOptions.Parse(arguments.Split(' ')));

        Assert.Contains(expected, exception.Message);
    }
}
