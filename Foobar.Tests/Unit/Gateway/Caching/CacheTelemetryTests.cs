using System.Diagnostics.Metrics;
using System.Globalization;
using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class CacheTelemetryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CacheStore _store = new(Options.Create(new CacheOptions()));
    private readonly MeterListener _listener = new();
    private readonly List<string> _measured = [];
    private readonly CacheTelemetry _telemetry;

    public CacheTelemetryTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        // Other gateways of this process have a meter of that name too.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
        _telemetry = new CacheTelemetry(meters, _store);
    }

    [Fact]
    public void What_the_cache_does_is_counted_by_outcome_and_by_reason()
    {
        _telemetry.Answered(CacheOutcome.Hit);
        _telemetry.Answered(CacheOutcome.Hit);
        _telemetry.Answered(CacheOutcome.Stale);
        _telemetry.Bypassed(BypassReason.Cookie);

        _listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "foobar.gateway.cache.bypasses cookie 1", "foobar.gateway.cache.entries  0", "foobar.gateway.cache.requests hit 2", "foobar.gateway.cache.requests stale 1",
                "foobar.gateway.cache.size  0",
            ],
            _measured.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_figures_tell_what_is_kept()
    {
        var request = new DefaultHttpContext().Request;
        _store.Put(CacheKey.Of(request), new CacheEntry(200, [], new byte[1000], Variance.Of(default, request), new Freshness(TimeSpan.FromSeconds(1), default, default, default), asked: 0));
        _telemetry.Answered(CacheOutcome.Miss);

        var figures = _telemetry.Read();

        Assert.Equal((1, 1L, 0L), (figures.Entries, figures.Requests[CacheOutcome.Miss], figures.Requests[CacheOutcome.Hit]));
        Assert.InRange(figures.Bytes, 1000, 3000);
        Assert.DoesNotContain(BypassReason.None, figures.Bypasses.Keys);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _store.Dispose();
        _services.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")} {value}"));
}
