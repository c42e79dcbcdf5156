using Foobar.Gateway.Transport;

namespace Foobar.Tests.Unit.Gateway.Transport;

/// <summary>How many visitors a process bears with the files that it may have open.</summary>
public sealed class VisitorPlacesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(252, 1)]
    [InlineData(700, 225)]
    [InlineData(1024, 387)]
    [InlineData(8250, 4000)]
    [InlineData(20_000, 15_750)]
    [InlineData(65_536, 61_286)]
    [InlineData(ulong.MaxValue, int.MaxValue - 4250)]
    public void Files_leave_room_for_visitors(ulong files, int expected) => Assert.Equal(expected, new VisitorPlaces(files).Count);

    [Fact]
    public void A_place_is_there_again_when_it_is_given_back()
    {
        var places = new VisitorPlaces(254);

        Assert.Equal((true, true, false, false), (places.TryTake(), places.TryTake(), places.TryTake(), places.TryTake()));
        places.Leave();

        Assert.Equal((true, false), (places.TryTake(), places.TryTake()));
    }

    [Fact]
    public void The_system_tells_how_many_files_there_may_be() => Assert.InRange(OpenFiles.ReadLimit(), 256ul, ulong.MaxValue);
}
