extern alias dashboard;

using System.Text.Json;
using dashboard::Aspire.Dashboard.Client;
using dashboard::Aspire.Dashboard.Components.Resources;
using dashboard::Aspire.Dashboard.Protocol;

namespace Aspire.Tests.Dashboard;

public sealed class ResourceGraphTests
{
    [Fact]
    public void A_resource_points_at_what_it_needs_once_and_a_parent_at_its_children()
    {
        var graph = GraphOf(
            View("web", ("Reference", "db"), ("WaitFor", "DB"), ("Reference", "somewhere-else"), ("Reference", "web")),
            View("db"),
            View("table", ("Parent", "db")),
            View("migration", ("Parent", "db"), ("WaitFor", "db")));

        Assert.Equal(["db", "migration", "table", "web"], graph.Nodes.Select(node => node.Name).Order());
        Assert.Equal(
            [new("db", "table", IsContainment: true), new("migration", "db", IsContainment: false), new("web", "db", IsContainment: false)],
            graph.Edges.OrderBy(edge => edge.From, StringComparer.Ordinal));
    }

    [Fact]
    public void Parameters_and_hidden_resources_are_not_in_it() =>
        Assert.Equal(["web"], GraphOf(View("web", ("Reference", "password")), View("password") with { Type = "Parameter" }, View("dashboard") with { IsHidden = true }).Nodes.Select(node => node.Name));

    [Fact]
    public void Instances_are_one_node_that_looks_like_the_one_that_is_worst_off()
    {
        var graph = GraphOf(
            View("gateway") with { Id = "gateway-a", Replicas = 2, State = "Running", Health = "Healthy" },
            View("gateway") with { Id = "gateway-b", Replicas = 2, State = "Exited", ExitCode = 137 });

        var node = JsonDocument.Parse(GraphJson.Create(graph, selectedName: "GATEWAY")).RootElement.GetProperty("nodes")[0];

        Assert.Equal(2, node.GetProperty("instances").GetInt32());
        Assert.Equal("error", node.GetProperty("style").GetString());
        Assert.Equal("Running, Exited", node.GetProperty("state").GetString());
        Assert.True(node.GetProperty("selected").GetBoolean());
    }

    [Fact]
    public void What_is_not_healthy_says_so_and_a_secret_is_no_badge()
    {
        var graph = GraphOf(View("db") with
        {
            State = "Running",
            Health = "Unhealthy",
            Properties = [new("role", "primary", IsSensitive: false) { IsHighlighted = true }, new("key", "secret", IsSensitive: true) { IsHighlighted = true }],
        });

        var node = JsonDocument.Parse(GraphJson.Create(graph, selectedName: null)).RootElement.GetProperty("nodes")[0];

        Assert.Equal("warning", node.GetProperty("style").GetString());
        Assert.Equal("Running, Unhealthy", node.GetProperty("state").GetString());
        Assert.Equal("primary", node.GetProperty("badge").GetString());
    }

    private static ResourceGraph GraphOf(params ResourceView[] resources)
    {
        var store = new ResourceStore();
        store.Update(resources);
        return ResourceGraph.Of(store.Current, filter: "");
    }

    private static ResourceView View(string name, params (string Type, string Name)[] relationships) =>
        new() { Id = name, Name = name, Type = "Project", Relationships = [.. relationships.Select(relationship => new RelationshipView(relationship.Name, relationship.Type))] };
}
