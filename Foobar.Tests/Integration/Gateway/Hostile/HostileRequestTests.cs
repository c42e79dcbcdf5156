using System.Net;
using System.Text.RegularExpressions;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Whatever bytes come in: the gateway stays up, and what it sends on is one request that can be read in one way only.</summary>
public sealed partial class HostileRequestTests(HostileFixture fixture) : IClassFixture<HostileFixture>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, HostileRequest> Requests = new (string Group, IEnumerable<HostileRequest> Requests)[]
    {
        ("lengths", HostileLengths.All),
        ("chunks", HostileChunks.All),
        ("targets", HostileTargets.All),
        ("headers", HostileHeaders.All),
        ("connections", HostileConnections.All),
    }.SelectMany(group => group.Requests.Select(request => ($"{group.Group}: {request.Name}", request))).ToDictionary();

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_ambiguous_is_passed_on_and_the_gateway_stays_up(string name)
    {
        var request = Requests[name];
        var (caseName, smuggledName, goodName) = (NewName("case"), NewName("smuggled"), NewName("good"));

        var earlier = fixture.Destination.Ambiguities.Count;
        var (status, answer) = await RawClient.SendAsync(fixture.Gateway.Client.BaseAddress!, request.ToBytes(caseName, smuggledName), Cancellation);
        using var good = await fixture.Gateway.Client.GetAsync($"/{goodName}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.True(request.Expected.Contains(status), $"Expected {string.Join(" or ", request.Expected)}, got {status}: {answer}");
        Assert.True(AnswerLine().Count(answer) <= 1, $"There is more than one answer: {answer}");
        Assert.Empty(fixture.Destination.Ambiguities.Skip(earlier));
        Assert.DoesNotContain(fixture.Destination.Received, received => received.IsOf(smuggledName));
        var passedOn = fixture.Destination.Received.Where(received => received.IsOf(caseName)).ToArray();
        if (status == 200)
            Assert.NotNull(Assert.Single(passedOn).Body);
        else
            Assert.All(passedOn, received => Assert.Null(received.Body));
        Assert.All(passedOn, received => AssertOwnWords(received, request));
    }

    [Fact]
    public void There_are_more_than_a_hundred_of_them() => Assert.True(Requests.Count > 200, $"{Requests.Count}");

    private static void AssertOwnWords(RawRequest received, HostileRequest sent)
    {
        Assert.All(sent.Absent, name => Assert.Empty(received[name]));
        Assert.DoesNotContain("/../", Uri.UnescapeDataString(received.Line.Split(' ')[1]) + "/", StringComparison.Ordinal);
        Assert.Equal(["127.0.0.1"], received["X-Forwarded-For"]);
        Assert.Equal(["http"], received["X-Forwarded-Proto"]);
        Assert.Single(received["X-Request-Id"]);
        Assert.All(received["X-Forwarded-Host"], host => Assert.Equal("site", host));
    }

    private static string NewName(string kind) => $"{kind}-{Guid.NewGuid():N}";

    [GeneratedRegex("^HTTP/1\\.1 ", RegexOptions.Multiline)]
    private static partial Regex AnswerLine();
}
