using Chaos.Record;

namespace Chaos.Faults;

/// <summary>Something that goes wrong with the site, once, and its repair.</summary>
internal interface IFault
{
    /// <summary>How the fault is called in options and reports.</summary>
    string Name { get; }

    /// <summary>What visitors may notice of it.</summary>
    FaultImpact Impact { get; }

    /// <summary>How long it lasts until its repair begins.</summary>
    TimeSpan ChooseDuration(Random random);

    /// <summary>Makes it happen; returns what was done to whom.</summary>
    Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken);

    /// <summary>Repairs what does not repair itself.</summary>
    Task HealAsync(FaultContext context, CancellationToken cancellationToken);
}
