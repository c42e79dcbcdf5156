using Chaos.Load;
using Chaos.Model;
using Chaos.Record;

namespace Chaos.Faults;

/// <summary>Makes one fault after another and waits after each until the site is whole again.</summary>
internal sealed class FaultRunner(SiteUnderTest site, RunClock clock, Random random)
{
    /// <summary>A loaded machine needs seconds; a site that is not whole by then will not be.</summary>
    private static readonly TimeSpan HealWithin = TimeSpan.FromMinutes(2);

    private readonly List<FaultRecord> _records = [];

    /// <summary>The faults so far.</summary>
    public IReadOnlyList<FaultRecord> Records => _records;

    /// <summary>Makes a fault, lets it last, repairs it and returns when the site is whole.</summary>
    /// <exception cref="TimeoutException">The site did not become whole.</exception>
    public async Task<FaultRecord> RunAsync(IFault fault, CancellationToken cancellationToken)
    {
        var context = new FaultContext(site, random);
        await site.WaitUntilWholeAsync(HealWithin, cancellationToken);
        var begin = clock.Now;
        var heal = begin;
        var what = "not begun";
        try
        {
            what = await fault.BeginAsync(context, cancellationToken);
            await Task.Delay(fault.ChooseDuration(random), clock.Provider, cancellationToken);
            heal = clock.Now;
            await fault.HealAsync(context, cancellationToken);
            await site.WaitUntilWholeAsync(HealWithin, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.Violations.Add($"it was not healed: {exception.Message}");
            throw;
        }
        finally
        {
            _records.Add(new FaultRecord(fault.Name, fault.Impact, begin, heal, clock.Now, what, context.Violations));
        }
        return _records[^1];
    }
}
