using System.Collections.Immutable;
using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>Makes the next snapshot out of the present one and what a probe reported; pure.</summary>
internal static class ClusterAssessment
{
    /// <summary>The snapshot after a report; the same one when the report says nothing new.</summary>
    /// <param name="before">The present snapshot.</param>
    /// <param name="report">What a member said of itself.</param>
    /// <param name="now">The timestamp of the present moment.</param>
    /// <param name="options">The limit of lag.</param>
    /// <param name="time">The clock of all timestamps.</param>
    public static ClusterSnapshot Apply(ClusterSnapshot before, MemberReport report, long now, RoutingOptions options, TimeProvider time)
    {
        var reported = before.IndexOf(report.Name);
        var claims = before.Members.SetItem(reported, before.Members[reported] with
        {
            Claim = report.Claim,
            InGroup = report.InGroup || (report.Claim == MemberRole.Unreachable && before.Members[reported].InGroup),
            Reason = report.Reason,
            // Who does not answer is still where it was.
            Position = report.Claim == MemberRole.Unreachable ? before.Members[reported].Position : report.Position,
        });

        var primary = FindPrimary(claims);
        var trail = primary == reported ? before.Trail.With(now, report.Position) : before.Trail;
        if (claims[reported].Claim == MemberRole.Replica)
        {
            claims = claims.SetItem(reported, claims[reported] with
            {
                Behind = primary >= 0 ? report.Position.CountMissing(claims[primary].Position) : 0,
                Lag = trail.LagOf(report.Position, report.AskedAt, time),
            });
        }

        var members = claims.Select((member, index) => Settle(before.Members[index], member, index, primary, claims, now, options)).ToImmutableArray();
        return ReferenceEquals(trail, before.Trail) && members.SequenceEqual(before.Members)
            ? before
            : new ClusterSnapshot(before.Sequence + 1, members, trail);
    }

    /// <summary>The snapshot once a member is known to have executed a position; the same one when that was known.</summary>
    public static ClusterSnapshot Learn(ClusterSnapshot before, int member, GtidSet position)
    {
        var status = before.Members[member];
        return status.Position.Contains(position)
            ? before
            : new ClusterSnapshot(before.Sequence + 1, before.Members.SetItem(member, status with { Position = status.Position.Union(position) }), before.Trail);
    }

    /// <summary>
    /// Of several members that claim to be the primary, the one that was it before: a member that hung and goes on believes
    /// for a moment that nothing has happened. Without such a one, the member whose data is furthest.
    /// </summary>
    private static int FindPrimary(ImmutableArray<MemberStatus> members)
    {
        var found = -1;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Claim != MemberRole.Primary)
                continue;
            if (members[i].Role == MemberRole.Primary)
                return i;
            if (found < 0 || !members[found].Position.Contains(members[i].Position))
                found = i;
        }
        return found;
    }

    private static MemberStatus Settle(
        MemberStatus before, MemberStatus member, int index, int primary, ImmutableArray<MemberStatus> claims, long now, RoutingOptions options)
    {
        var settled = member.Claim switch
        {
            MemberRole.Primary when index != primary =>
                member with { Role = MemberRole.Isolated, Reason = $"claims to be the primary beside {claims[primary].Name}" },
            MemberRole.Primary => member with { Role = MemberRole.Primary, Behind = 0, Lag = TimeSpan.Zero },
            MemberRole.Replica when IsTooFarBehind(before, member, options) =>
                member with { Role = MemberRole.Lagging, Reason = $"{member.Lag.TotalSeconds:0.#} s and {member.Behind} transactions behind" },
            MemberRole.Replica => member with { Role = MemberRole.Replica },
            _ => member with { Role = member.Claim, Behind = 0, Lag = TimeSpan.Zero },
        };
        var (was, became) = (before.Role == MemberRole.Replica, settled.Role == MemberRole.Replica);
        // What the first probes find has not changed, it only became known.
        if (was == became || before.Role == MemberRole.Unknown)
            return settled;
        return settled with
        {
            ChangedAt = now,
            IsReturning = became && before.Role is MemberRole.Unreachable or MemberRole.Offline or MemberRole.Recovering or MemberRole.Isolated,
        };
    }

    /// <summary>Left out beyond the limit, and taken back only once it has caught up, so that it does not come and go.</summary>
    private static bool IsTooFarBehind(MemberStatus before, MemberStatus member, RoutingOptions options) =>
        member.Lag > (before.Role == MemberRole.Lagging ? options.ProbeInterval : options.LagLimit);
}
