using Foobar.Gateway.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class FlightsTests
{
    private readonly Flights _flights = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task One_leads_and_the_others_get_its_outcome()
    {
        var leader = _flights.Join("a", out var leads);
        var other = _flights.Join("a", out var otherLeads);
        _flights.Join("b", out var anotherLeads);
        var waiting = other.WaitAsync(TimeSpan.FromSeconds(5), _time, TestContext.Current.CancellationToken);

        leader.End(FlightOutcome.Left);
        leader.End(FlightOutcome.Passed);

        Assert.Equal((true, false, true), (leads, otherLeads, anotherLeads));
        Assert.Equal(FlightOutcome.Left, await waiting);
    }

    [Fact]
    public async Task After_its_end_the_next_one_leads_and_its_end_is_its_own()
    {
        var first = _flights.Join("a", out _);
        first.End(FlightOutcome.Passed);
        var second = _flights.Join("a", out var leads);

        first.End(FlightOutcome.Left);
        var third = _flights.Join("a", out var thirdLeads);

        Assert.True(leads);
        Assert.False(thirdLeads);
        Assert.Same(second, third);
        Assert.Equal(FlightOutcome.Passed, await first.WaitAsync(TimeSpan.Zero, _time, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_waits_for_longer_than_is_set()
    {
        var flight = _flights.Join("a", out _);
        var waiting = flight.WaitAsync(TimeSpan.FromSeconds(5), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await waiting);
        Assert.Null(await flight.WaitAsync(TimeSpan.FromSeconds(-1), _time, TestContext.Current.CancellationToken));
    }
}
