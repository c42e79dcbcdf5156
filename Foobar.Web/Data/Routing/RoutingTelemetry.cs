using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Foobar.Web.Data.Routing;

/// <summary>Metrics and traces of the routing: which member was chosen, how long it took, which role changed.</summary>
internal sealed class RoutingTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Foobar.Web";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _opens;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _roleChanges;
    private readonly Counter<long> _repeats;

    public RoutingTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _opens = _meter.CreateCounter<long>("foobar.mysql.opens", "{connection}", "Connections opened, by member, intent and outcome.");
        _wait = _meter.CreateHistogram<double>("foobar.mysql.open.duration", "s", "Time from asking for a connection to having one.");
        _roleChanges = _meter.CreateCounter<long>("foobar.mysql.role_changes", "{change}", "Changes of a member's role, as seen by this web.");
        _repeats = _meter.CreateCounter<long>("foobar.mysql.repeats", "{repeat}", "Work that was run again, by the failure that was the reason.");
    }

    /// <summary>A span around the choice of a member; null when nobody listens.</summary>
    public static Activity? StartOpen(string intent) => Source.StartActivity($"mysql open {intent}", ActivityKind.Internal);

    /// <summary>A member was chosen and a connection to it is open.</summary>
    public void Opened(Activity? activity, MemberStatus member, string intent, TimeSpan elapsed)
    {
        activity?.SetTag("foobar.mysql.member", member.Name);
        activity?.SetTag("foobar.mysql.role", member.Role.ToString());
        _opens.Add(1, new("member", member.Name), new("intent", intent), new("outcome", "opened"));
        _wait.Record(elapsed.TotalSeconds, new("intent", intent), new("outcome", "opened"));
    }

    /// <summary>A member was tried and did not give a connection.</summary>
    public void Refused(Activity? activity, MemberStatus member, string intent, string reason)
    {
        activity?.AddEvent(new ActivityEvent("refused", tags: new() { ["foobar.mysql.member"] = member.Name, ["reason"] = reason }));
        _opens.Add(1, new("member", member.Name), new("intent", intent), new("outcome", "refused"));
    }

    /// <summary>No member was found within the deadline.</summary>
    public void GaveUp(Activity? activity, string intent, TimeSpan elapsed)
    {
        activity?.SetStatus(ActivityStatusCode.Error, "no member");
        _wait.Record(elapsed.TotalSeconds, new("intent", intent), new("outcome", "gave up"));
    }

    /// <summary>A member's role changed.</summary>
    public void RoleChanged(string member, MemberRole role) => _roleChanges.Add(1, new("member", member), new("role", role.ToString()));

    /// <summary>Work is run again.</summary>
    public void Repeated(string intent, MySqlFailure failure) => _repeats.Add(1, new("intent", intent), new("failure", failure.ToString()));

    public void Dispose() => _meter.Dispose();
}
