using GatewaySpeed;
using GatewaySpeed.Works;

namespace Foobar.Tests.Unit.GatewaySpeed;

public sealed class BenchOptionsTests
{
    [Fact]
    public void Without_arguments_everything_is_done_in_five_rounds()
    {
        var options = BenchOptions.Parse([]);

        Assert.Equal(5, options.Rounds);
        Assert.Equal(WorkCatalog.All, options.Works);
    }

    [Fact]
    public void The_command_line_of_the_report_repeats_the_run()
    {
        var options = BenchOptions.Parse(["--rounds", "7", "--seconds", "2", "--only", "large,idle"]);

        var repeated = BenchOptions.Parse(options.CommandLine.Split("-- ")[1].Split(' '));

        Assert.Equal(options.Works, repeated.Works);
        Assert.Equal((7, TimeSpan.FromSeconds(2), options.WarmUp), (repeated.Rounds, repeated.Duration, repeated.WarmUp));
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--seconds", "0.5")]
    [InlineData("--only", "nothing")]
    [InlineData("--what", "1")]
    [InlineData("--rounds")]
    public void What_cannot_be_understood_is_refused(params string[] arguments) => Assert.Throws<ArgumentException>(() => BenchOptions.Parse(arguments));
}
