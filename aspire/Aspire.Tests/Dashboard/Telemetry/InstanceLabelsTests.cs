extern alias dashboard;

using dashboard::Aspire.Dashboard.Client;
using dashboard::Aspire.Dashboard.Components.Telemetry;
using dashboard::Aspire.Dashboard.Protocol;
using dashboard::Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Options;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>Instances are told apart where there is something to tell apart.</summary>
public sealed class InstanceLabelsTests
{
    private readonly TelemetryStore _store = new(Options.Create(new TelemetryLimits()), TimeProvider.System);
    private readonly ResourceStore _model = new();

    [Fact]
    public void Replicas_of_the_model_have_their_ids()
    {
        Know(("gateway", "a"), ("gateway", "b"), ("web", "a"));
        _model.Update([View("gateway", "gateway-a"), View("gateway", "gateway-b"), View("web", "web-a")]);

        Assert.Equal(["gateway-a", "gateway-b", "web"], Labels());
    }

    [Fact]
    public void An_instance_of_an_earlier_run_makes_no_difference()
    {
        Know(("web", "old"), ("web", "now"));
        _model.Update([View("web", "web-now")]);

        Assert.Equal(["web", "web"], Labels());
    }

    [Fact]
    public void Without_a_model_those_who_sent_something_count()
    {
        Know(("shop", "1"), ("shop", "2"), ("stock", "1"));

        Assert.Equal(["shop-1", "shop-2", "stock"], Labels());
    }

    private static ResourceView View(string name, string id) => new() { Id = id, Name = name, Type = "Project", State = "Running" };

    private void Know(params (string Name, string Instance)[] instances)
    {
        foreach (var (name, instance) in instances)
            _store.Resources.GetOrAdd(Samples.Resource(name, instance));
    }

    private IEnumerable<string> Labels() => _store.Resources.All.Select(resource => _store.GetLabel(_model.Current, resource));
}
