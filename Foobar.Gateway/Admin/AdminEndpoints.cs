using System.Globalization;
using Foobar.Gateway.Balancing;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.FileProviders;

namespace Foobar.Gateway.Admin;

/// <summary>What operators can see and do.</summary>
internal static class AdminEndpoints
{
    private const int WeightAtMost = 1000;

    /// <summary>Maps the page, its figures as JSON, and what can be done to a destination.</summary>
    public static void MapAdmin(this WebApplication app)
    {
        var files = new ManifestEmbeddedFileProvider(typeof(AdminEndpoints).Assembly, "Admin/wwwroot");
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });

        app.MapGet(FoobarNames.StatisticsPath, (Statistics statistics) => TypedResults.Ok(statistics.Take())).DisableHttpMetrics();

        var destination = app.MapGroup("/clusters/{cluster}/destinations/{id}");
        destination.MapPost("/take-out", (string cluster, string id, DestinationRegistry registry, Changes changes) => Change(registry, cluster, id, one =>
        {
            one.TakeOut();
            changes.Note(one, "gets no new requests", "an operator took it out");
        }));
        destination.MapPost("/put-back", (string cluster, string id, DestinationRegistry registry, Changes changes) => Change(registry, cluster, id, one =>
        {
            one.PutBack();
            changes.Note(one, "gets requests again", "an operator put it back");
        }));
        destination.MapPost("/weight/{weight:int}", (string cluster, string id, int weight, DestinationRegistry registry, Changes changes) => weight is < 1 or > WeightAtMost
            ? TypedResults.BadRequest($"A weight is 1 to {WeightAtMost}.")
            : Change(registry, cluster, id, one =>
            {
                one.OwnWeight = weight;
                changes.Note(one, string.Create(CultureInfo.InvariantCulture, $"has the weight {weight}"), "an operator gave it");
            }));
    }

    private static IResult Change(DestinationRegistry registry, string cluster, string id, Action<Destination> change)
    {
        if (registry.Find(cluster)?.Find(id) is not { } destination)
            return TypedResults.NotFound($"There is no destination '{id}' in cluster '{cluster}'. There are: {string.Join(", ", registry.Clusters.SelectMany(one => one.Destinations.Select(destination => $"{one.Id}/{destination.Id}")))}.");
        change(destination);
        return TypedResults.NoContent();
    }
}
