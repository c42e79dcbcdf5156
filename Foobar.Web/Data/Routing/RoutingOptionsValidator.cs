using Microsoft.Extensions.Options;

namespace Foobar.Web.Data.Routing;

/// <summary>Refuses to start without members, without their connection strings, or with times that cannot work.</summary>
internal sealed class RoutingOptionsValidator(IConfiguration configuration) : IValidateOptions<RoutingOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        var failures = new List<string>();
        var members = options.MemberNames;
        if (members.Count == 0)
            failures.Add($"{RoutingOptions.MembersKey} is missing: set it to the names of the MySQL members, separated by commas.");
        if (members.Distinct(StringComparer.OrdinalIgnoreCase).Count() != members.Count)
            failures.Add($"{RoutingOptions.MembersKey} names a member twice: {options.Members}.");
        failures.AddRange(members
            .Where(member => string.IsNullOrWhiteSpace(configuration.GetConnectionString(member)))
            .Select(member => $"ConnectionStrings:{member} is missing: {RoutingOptions.MembersKey} names the member '{member}'."));
        if (members.Count > MemberMask.Capacity)
            failures.Add($"{RoutingOptions.MembersKey} names {members.Count} members: at most {MemberMask.Capacity} are possible.");
        foreach (var (key, value) in new[] { (nameof(RoutingOptions.ReadLimit), options.ReadLimit), (nameof(RoutingOptions.PrimaryReadLimit), options.PrimaryReadLimit) })
        {
            if (value < 1)
                failures.Add($"{RoutingOptions.Section}:{key} is {value}: it must be 1 or more.");
        }
        if (options.PositionWait > options.CatchUpWait)
            failures.Add($"{RoutingOptions.Section}:{nameof(RoutingOptions.PositionWait)} is {options.PositionWait}: it must not be longer than {nameof(RoutingOptions.CatchUpWait)}, {options.CatchUpWait}.");
        foreach (var (key, value) in new[]
        {
            (nameof(RoutingOptions.ProbeInterval), options.ProbeInterval),
            (nameof(RoutingOptions.ProbeTimeout), options.ProbeTimeout),
            (nameof(RoutingOptions.ReadDeadline), options.ReadDeadline),
            (nameof(RoutingOptions.WriteDeadline), options.WriteDeadline),
            (nameof(RoutingOptions.PositionWait), options.PositionWait),
            (nameof(RoutingOptions.CatchUpWait), options.CatchUpWait),
            (nameof(RoutingOptions.LagLimit), options.LagLimit),
            (nameof(RoutingOptions.WarmUp), options.WarmUp),
        })
        {
            if (value <= TimeSpan.Zero)
                failures.Add($"{RoutingOptions.Section}:{key} is {value}: it must be more than zero.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
