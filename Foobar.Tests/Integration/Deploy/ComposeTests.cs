using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>The site in containers, as operators run it; its load must be answered in time, so nothing runs beside it.</summary>
[Collection(FiguresCollection.Name)]
public sealed class ComposeTests
{
    [Fact]
    public async Task The_site_in_containers_survives_what_is_killed_and_shows_nothing_but_its_gateways()
    {
        ComposeSite.Require();

        var output = await ComposeSite.TryAsync();

        // It did what it is for.
        foreach (var sentence in new[] { "ok: what was published through one gateway", "killed web-1", "killed gateway-1", "the group is whole", "0 lost, doubled or stale; 0 failed", "ok: nothing answers at the" })
            Assert.Contains(sentence, output, StringComparison.Ordinal);
    }
}
