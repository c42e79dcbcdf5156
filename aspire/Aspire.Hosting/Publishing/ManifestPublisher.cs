using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>Publishes the model as a manifest file.</summary>
internal sealed class ManifestPublisher(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext,
    IConfiguration configuration, IDistributedApplicationEventing eventing, IServiceProvider services, ILogger<ManifestPublisher> logger)
{
    private const string FileName = "aspire-manifest.json";

    /// <exception cref="DistributedApplicationException">No output path was given, or the publisher is not the manifest's.</exception>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var publisher = configuration["Publishing:Publisher"];
        if (!string.Equals(publisher, "manifest", StringComparison.OrdinalIgnoreCase) && configuration["Pipeline:Step"] is not "publish-manifest")
        {
            throw new NotSupportedException(
                $"The local stand-ins publish the manifest only (--publisher manifest --output-path FILE), not '{publisher ?? configuration["Pipeline:Step"]}'. Build with -p:AspireSource=packages for the official publishers.");
        }
        var output = configuration["Pipeline:OutputPath"] ?? configuration["Publishing:OutputPath"]
            ?? throw new DistributedApplicationException("The manifest needs an output path: --output-path FILE.json, or a folder.");
        var path = Path.GetFullPath(output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? output : Path.Combine(output, FileName));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        await using (var stream = new FileStream(path, FileMode.Create))
        await using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            await new ManifestPublishingContext(executionContext, path, writer, cancellationToken).WriteModelAsync(model).ConfigureAwait(false);
        }
        await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Published manifest to: {ManifestPath}", path);
    }
}
