using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Balancing;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class BalancingOptionsValidator : IValidateOptions<BalancingOptions>
{
    private const int WeightAtMost = 1000;

    public ValidateOptionsResult Validate(string? name, BalancingOptions options)
    {
        var requirements = new Requirements(BalancingOptions.Section);
        requirements.Require(BalancingPolicies.Names.Contains(options.Policy, StringComparer.OrdinalIgnoreCase), nameof(options.Policy), $"'{options.Policy}'", $"one of {string.Join(", ", BalancingPolicies.Names)}");
        foreach (var (destination, weight) in options.Weights)
            requirements.Require(weight is >= 1 and <= WeightAtMost, $"{nameof(options.Weights)}:{destination}", weight, $"1 to {WeightAtMost}");
        requirements.Require(options.SlowStart >= TimeSpan.Zero, nameof(options.SlowStart), options.SlowStart, "zero or more");
        requirements.Require(options.RequestsAtOnce >= 1, nameof(options.RequestsAtOnce), options.RequestsAtOnce, "1 or more");
        requirements.Require(options.WaitingAtMost >= 0, nameof(options.WaitingAtMost), options.WaitingAtMost, "0 or more");
        requirements.Require(options.WaitAtMost >= TimeSpan.Zero, nameof(options.WaitAtMost), options.WaitAtMost, "zero or more");
        requirements.Require(options.PanicBelow is >= 0 and <= 1, nameof(options.PanicBelow), options.PanicBelow, "0 to 1");
        return requirements.Result;
    }
}
