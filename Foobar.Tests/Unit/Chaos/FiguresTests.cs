using Chaos.Judging;
using Chaos.Record;

namespace Foobar.Tests.Unit.Chaos;

public sealed class FiguresTests
{
    private static readonly TimeRange Everything = new(TimeSpan.MinValue, TimeSpan.MaxValue);
    private static readonly Attempt Refused = new(TimeSpan.Zero, TimeSpan.Zero, 503, "web-1", IsReplay: false, TimeSpan.FromSeconds(5), null);
    private static readonly Attempt Lost = new(TimeSpan.Zero, TimeSpan.Zero, null, null, IsReplay: false, null, "reset");
    private static readonly Attempt Success = new(TimeSpan.Zero, TimeSpan.Zero, 200, "web-1", IsReplay: false, null, null);

    [Fact]
    public void The_longest_pause_is_between_successes_and_counts_where_it_overlaps()
    {
        // Successes end at 1.5, 2.5 and 6.5 s: what is given up in between ends no pause.
        var run = new HistoryBuilder().Write(1, 1).Write(1, 2).Write(1, 3, isDone: false).Write(1, 4, isDone: false).Write(1, 5, isDone: false).Write(1, 6).Build();

        Assert.Equal(TimeSpan.FromSeconds(4), Figures.Of(run.Operations, Everything).LongestPause);
        Assert.Equal(TimeSpan.FromSeconds(4), Figures.Of(run.Operations, Range(6, 7)).LongestPause);
        Assert.Equal(TimeSpan.FromSeconds(1), Figures.Of(run.Operations, Range(1.6, 2)).LongestPause);
    }

    [Fact]
    public void A_pause_that_lasts_until_the_end_counts()
    {
        var run = new HistoryBuilder().Write(1, 1).Write(1, 2, isDone: false).Write(1, 3, isDone: false).Build();

        Assert.Equal(TimeSpan.FromSeconds(2), Figures.Of(run.Operations, Everything).LongestPause);
    }

    [Fact]
    public void Percentiles_are_of_the_nearest_rank()
    {
        var history = new HistoryBuilder();
        for (var i = 1; i <= 100; i++)
            history.Write(1, i).But(write => write with { End = write.Start + TimeSpan.FromMilliseconds(write.Written) });

        var figures = Figures.Of(history.Build().Operations, Everything);

        Assert.Equal([50, 99, 100, 100], new[] { figures.Median, figures.P99, figures.P999, figures.Slowest }.Select(time => time.TotalMilliseconds));
    }

    [Fact]
    public void Failures_are_counted_by_how_the_operation_ended_and_how_its_first_request_failed()
    {
        var run = new HistoryBuilder().Write(1, 1)
            .Write(1, 2).But(write => write with { Attempts = [Refused, Success] })
            .Write(1, 3).But(write => write with { Attempts = [Lost, Refused, Success] })
            .Write(1, 4, isDone: false)
            .Write(1, 5).But(write => write with { Attempts = [Success with { Status = 500 }], Outcome = OperationOutcome.Unexpected })
            .Build();

        var figures = Figures.Of(run.Operations, Everything);

        Assert.Equal(new Dictionary<string, int> { ["503"] = 1, ["no answer"] = 1 }, figures.SavedByRetry);
        Assert.Equal((1, 1, 4), (figures.GivenUp, figures.Unexpected, figures.FirstRequestFailed));
    }

    /// <summary>An operation from 1 to 1.5 s, while a fault lasts.</summary>
    [Theory]
    [InlineData(nameof(FaultImpact.Waits), "200", true)]
    [InlineData(nameof(FaultImpact.Waits), "503 200", false)]
    [InlineData(nameof(FaultImpact.Waits), "lost 200", false)]
    [InlineData(nameof(FaultImpact.Repeats), "lost 200", true)]
    [InlineData(nameof(FaultImpact.Repeats), "502 200", true)]
    [InlineData(nameof(FaultImpact.Repeats), "502 lost", false)]
    [InlineData(nameof(FaultImpact.Repeats), "500", false)]
    [InlineData(nameof(FaultImpact.Refusals), "503 200", true)]
    [InlineData(nameof(FaultImpact.Refusals), "503 503", true)]
    [InlineData(nameof(FaultImpact.Refusals), "504 200", false)]
    [InlineData(nameof(FaultImpact.Refusals), "lost 200", false)]
    [InlineData(nameof(FaultImpact.Refusals), "500", false)]
    public void What_counts_as_a_failure_depends_on_the_fault(string impact, string attempts, bool isAllowed)
    {
        var made = attempts.Split(' ').Select(word => word switch { "lost" => Lost, "503" => Refused, _ => Success with { Status = int.Parse(word, null) } }).ToArray();
        var outcome = made[^1].IsSuccess ? OperationOutcome.Done : made[^1].Status == 500 ? OperationOutcome.Unexpected : OperationOutcome.GivenUp;
        var run = new HistoryBuilder().Write(1, 1).But(write => write with { Attempts = made, Outcome = outcome }).Fault("a fault", Enum.Parse<FaultImpact>(impact), 1, 2).Build();

        Assert.Equal(isAllowed, !run.Operations[0].IsFailure(run.Faults));
    }

    [Fact]
    public void Outside_of_all_faults_nothing_may_fail()
    {
        var run = new HistoryBuilder().Write(1, 1).But(write => write with { Attempts = [Refused, Success] }).Fault("a fault", FaultImpact.Refusals, 2, 3).Build();

        Assert.True(run.Operations[0].IsFailure(run.Faults));
    }

    private static TimeRange Range(double from, double to) => new(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
}
