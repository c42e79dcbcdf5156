using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes resources to a manifest.</summary>
public sealed class ManifestPublishingContext(DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer,
    CancellationToken cancellationToken = default)
{
    private readonly Dictionary<string, IResource> _dependents = new(StringComparer.OrdinalIgnoreCase);
    private readonly OrderedDictionary<string, (string Value, string Filter)> _formatted = [];
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext ?? throw new ArgumentNullException(nameof(executionContext));

    public string ManifestPath { get; } = manifestPath ?? throw new ArgumentNullException(nameof(manifestPath));

    public Utf8JsonWriter Writer { get; } = writer ?? throw new ArgumentNullException(nameof(writer));

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The path relative to the manifest's folder, with forward slashes.</summary>
    public string? GetManifestRelativePath(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(ManifestPath))
            ?? throw new DistributedApplicationException($"The manifest path '{ManifestPath}' has no folder.");
        return Path.GetRelativePath(folder, path).Replace('\\', '/');
    }

    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString withConnectionString)
            Writer.WriteString("connectionString", Format(withConnectionString.ConnectionStringExpression));
    }

    public void WriteBindings(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (!resource.TryGetEndpoints(out var endpoints))
            return;
        Writer.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);
            if (endpoint.Port is { } port)
                Writer.WriteNumber("port", port);
            if (endpoint.TargetPort is { } targetPort)
                Writer.WriteNumber("targetPort", targetPort);
            if (endpoint.IsExternal)
                Writer.WriteBoolean("external", value: true);
            Writer.WriteEndObject();
        }
        Writer.WriteEndObject();
    }

    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var gathered = await GatherAsync(resource).ConfigureAwait(false);
        if (gathered.EnvironmentVariables.Count == 0)
            return;
        Writer.WriteStartObject("env");
        foreach (var (name, value) in gathered.EnvironmentVariables)
            Writer.WriteString(name, Format(value));
        Writer.WriteEndObject();
    }

    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var gathered = await GatherAsync(resource).ConfigureAwait(false);
        if (gathered.Arguments.Count == 0)
            return;
        Writer.WriteStartArray("args");
        foreach (var argument in gathered.Arguments)
            Writer.WriteStringValue(Format(argument));
        Writer.WriteEndArray();
    }

    public async Task WriteContainerAsync(ContainerResource container)
    {
        ArgumentNullException.ThrowIfNull(container);
        Writer.WriteString("type", "container.v0");
        WriteConnectionString(container);
        if (!container.TryGetContainerImageName(out var image))
            throw new DistributedApplicationException($"The container resource '{container.Name}' has no image.");
        Writer.WriteString("image", image);
        if (container.Entrypoint is { } entrypoint)
            Writer.WriteString("entrypoint", entrypoint);
        await WriteCommandLineArgumentsAsync(container).ConfigureAwait(false);
        WriteMounts(container);
        await WriteEnvironmentVariablesAsync(container).ConfigureAwait(false);
        WriteBindings(container);
    }

    /// <summary>Notes resources that a value refers to, so that the manifest has them even if the model lists them nowhere.</summary>
    public void TryAddDependentResources(object? value)
    {
        foreach (var resource in ReferencedResources.In(value))
            _dependents.TryAdd(resource.Name, resource);
    }

    internal async Task WriteModelAsync(DistributedApplicationModel model)
    {
        Writer.WriteStartObject();
        Writer.WriteString("$schema", "https://json.schemastore.org/aspire-8.0.json");
        Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
            await WriteResourceAsync(resource).ConfigureAwait(false);
        foreach (var resource in _dependents.Values.Where(resource => !_written.Contains(resource.Name)).ToArray())
            await WriteResourceAsync(resource).ConfigureAwait(false);
        WriteFormattedValues();
        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(CancellationToken).ConfigureAwait(false);
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        _written.Add(resource.Name);
        if (resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var custom))
        {
            if (custom.Callback is not null)
                await WriteObjectAsync(resource, () => custom.Callback(this)).ConfigureAwait(false);
            return;
        }
        Func<Task>? write = resource switch
        {
            ContainerResource container => () => WriteContainerAsync(container),
            ProjectResource project => () => WriteProjectAsync(project),
            ExecutableResource executable => () => WriteExecutableAsync(executable),
            ParameterResource parameter => () => WriteParameter(parameter),
            IResourceWithConnectionString => () => WriteValue(resource),
            _ => null,
        };
        await WriteObjectAsync(resource, write ?? (() =>
        {
            Writer.WriteString("error", "This resource does not support generation in the manifest.");
            return Task.CompletedTask;
        })).ConfigureAwait(false);
    }

    private async Task WriteObjectAsync(IResource resource, Func<Task> write)
    {
        Writer.WriteStartObject(resource.Name);
        await write().ConfigureAwait(false);
        Writer.WriteEndObject();
    }

    private async Task WriteProjectAsync(ProjectResource project)
    {
        Writer.WriteString("type", "project.v0");
        Writer.WriteString("path", GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
        await WriteCommandLineArgumentsAsync(project).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(project).ConfigureAwait(false);
        WriteBindings(project);
    }

    private async Task WriteExecutableAsync(ExecutableResource executable)
    {
        Writer.WriteString("type", "executable.v0");
        Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
        Writer.WriteString("command", executable.Command);
        await WriteCommandLineArgumentsAsync(executable).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(executable).ConfigureAwait(false);
        WriteBindings(executable);
    }

    private Task WriteValue(IResource resource)
    {
        Writer.WriteString("type", "value.v0");
        WriteConnectionString(resource);
        return Task.CompletedTask;
    }

    private Task WriteParameter(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        Writer.WriteString(parameter.IsConnectionString ? "connectionString" : "value", $"{{{parameter.Name}.inputs.value}}");
        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");
        if (parameter.Secret)
            Writer.WriteBoolean("secret", value: true);
        if (parameter.Default is { } parameterDefault)
        {
            Writer.WriteStartObject("default");
            parameterDefault.WriteToManifest(this);
            Writer.WriteEndObject();
        }
        Writer.WriteEndObject();
        Writer.WriteEndObject();
        return Task.CompletedTask;
    }

    private void WriteMounts(ContainerResource container)
    {
        if (!container.TryGetContainerMounts(out var mounts))
            return;
        foreach (var (type, property) in new[] { (ContainerMountType.BindMount, "bindMounts"), (ContainerMountType.Volume, "volumes") })
        {
            var ofType = mounts.Where(mount => mount.Type == type).ToArray();
            if (ofType.Length == 0)
                continue;
            Writer.WriteStartArray(property);
            foreach (var mount in ofType)
            {
                Writer.WriteStartObject();
                if (type == ContainerMountType.BindMount)
                    Writer.WriteString("source", GetManifestRelativePath(mount.Source));
                else if (mount.Source is not null)
                    Writer.WriteString("name", mount.Source);
                Writer.WriteString("target", mount.Target.Replace('\\', '/'));
                Writer.WriteBoolean("readOnly", mount.IsReadOnly);
                Writer.WriteEndObject();
            }
            Writer.WriteEndArray();
        }
    }

    /// <summary>Values with a format, such as url-encoding, become resources of their own that name the filter.</summary>
    private void WriteFormattedValues()
    {
        foreach (var (name, (value, filter)) in _formatted)
        {
            Writer.WriteStartObject(name);
            Writer.WriteString("type", "annotated.string");
            Writer.WriteString("value", value);
            Writer.WriteString("filter", filter);
            Writer.WriteEndObject();
        }
    }

    private async Task<ExecutionConfigurationBuilder.GathererContext> GatherAsync(IResource resource)
    {
        var context = new ExecutionConfigurationBuilder.GathererContext();
        var environment = new EnvironmentCallbackContext(ExecutionContext, resource, context.EnvironmentVariables, CancellationToken);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await callback.Callback(environment).ConfigureAwait(false);
        var arguments = new CommandLineArgsCallbackContext(context.Arguments, resource, CancellationToken) { ExecutionContext = ExecutionContext };
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await callback.Callback(arguments).ConfigureAwait(false);
        return context;
    }

    private string? Format(object value)
    {
        TryAddDependentResources(value);
        return value switch
        {
            string text => text,
            ReferenceExpression expression => Format(expression),
            IResourceBuilder<IResource> builder => Format(builder.Resource),
            IManifestExpressionProvider provider => provider.ValueExpression,
            IFormattable formattable => formattable.ToString(format: null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }

    private string Format(ReferenceExpression expression)
    {
        if (expression.IsConditional)
            return expression.ValueExpression;
        var values = new object[expression.ManifestExpressions.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = expression.StringFormats[i] is { } format
                ? AddFormatted(expression.ManifestExpressions[i], format)
                : expression.ManifestExpressions[i];
        }
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, expression.Format, values);
    }

    private string AddFormatted(string manifestExpression, string format)
    {
        var filter = format.ToLowerInvariant();
        var source = manifestExpression.Trim('{', '}');
        var name = $"{source[..source.IndexOf('.', StringComparison.Ordinal)]}-{filter}-encoded";
        _formatted.TryAdd(name, (manifestExpression, filter));
        return $"{{{name}.value}}";
    }
}
