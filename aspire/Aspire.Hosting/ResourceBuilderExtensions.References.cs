using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Hands over a connection string as <c>ConnectionStrings__{name}</c> and its parts as <c>NAME_HOST</c> and so on.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        builder.WithReferenceRelationship(resource);
        var flags = GetInjectionFlags(builder.Resource);
        return builder.WithEnvironment(context =>
        {
            var name = connectionName ?? resource.Name;
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            }
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                var prefix = name.Length == 0 ? "" : $"{VariableName.Encode(name).ToUpperInvariant()}_";
                foreach (var (property, value) in GetEffectiveConnectionProperties(resource))
                    context.EnvironmentVariables[prefix + property.ToUpperInvariant()] = value;
            }
        });
    }

    /// <summary>Hands over the endpoints of a resource for service discovery.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.ReferEndpoints(source.Resource, endpointName: null, discoveryName: null);
    }

    /// <summary>Hands over the endpoints of a resource for service discovery, under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source, string name) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.ReferEndpoints(source.Resource, endpointName: null, discoveryName: name);
    }

    /// <summary>Hands over one endpoint for service discovery.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.ReferEndpoints(endpointReference.Resource, endpointReference.EndpointName, discoveryName: null);
    }

    /// <summary>Hands over the address of a service that is not part of the model.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
            throw new InvalidOperationException($"The uri of the service reference '{name}' must be absolute.");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new InvalidOperationException($"The uri of the service reference '{name}' cannot have a query or a fragment.");
        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables[$"services__{name}__default__0"] = uri.ToString();
            context.EnvironmentVariables[VariableName.Encode(name)] = uri.ToString();
        });
    }

    /// <summary>Chooses which variables the references give; call it before them.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(this IResourceBuilder<TDestination> builder,
        ReferenceEnvironmentInjectionFlags flags) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
    }

    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));
    }

    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithConnectionString => builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));

    /// <summary>One part of a connection string; empty if the resource has no such part.</summary>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetEffectiveConnectionProperties(resource)
            .Where(property => string.Equals(property.Key, key, StringComparison.OrdinalIgnoreCase))
            .Select(property => property.Value)
            .FirstOrDefault(ReferenceExpression.Empty);
    }

    private static IResourceBuilder<TDestination> ReferEndpoints<TDestination>(this IResourceBuilder<TDestination> builder, IResourceWithEndpoints source,
        string? endpointName, string? discoveryName) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithReferenceRelationship(source);
        var reference = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>()
            .FirstOrDefault(r => ReferenceEquals(r.Resource, source) && r.DiscoveryName == discoveryName);
        if (reference is null)
        {
            reference = new EndpointReferenceAnnotation(source) { DiscoveryName = discoveryName };
            builder.WithAnnotation(reference);
            builder.WithEnvironment(context => AddEndpointVariables(context, reference, GetInjectionFlags(builder.Resource)));
        }
        if (endpointName is null)
            reference.UseAllEndpoints = true;
        else
            reference.EndpointNames.Add(endpointName);
        return builder;
    }

    private static void AddEndpointVariables(EnvironmentCallbackContext context, EndpointReferenceAnnotation reference, ReferenceEnvironmentInjectionFlags flags)
    {
        var prefix = reference.DiscoveryName is { } given ? VariableName.Encode(given) : VariableName.Encode(reference.Resource.Name).ToUpperInvariant();
        foreach (var endpoint in reference.Resource.GetEndpoints())
        {
            var named = reference.EndpointNames.Contains(endpoint.EndpointName);
            if (!named && (!reference.UseAllEndpoints || endpoint.ExcludeReferenceEndpoint))
                continue;
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
                context.EnvironmentVariables[$"{prefix}_{VariableName.Encode(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                var key = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
                var name = $"services__{reference.DiscoveryName ?? reference.Resource.Name}__{key}__";
                var index = 0;
                while (context.EnvironmentVariables.ContainsKey($"{name}{index}"))
                    index++;
                context.EnvironmentVariables[$"{name}{index}"] = endpoint;
            }
        }
    }

    /// <summary>The resource's own parts of the connection string, replaced or joined by those that the model adds.</summary>
    private static IEnumerable<KeyValuePair<string, ReferenceExpression>> GetEffectiveConnectionProperties(IResourceWithConnectionString resource)
    {
        var added = resource.Annotations.OfType<ConnectionPropertyAnnotation>().Select(a => KeyValuePair.Create(a.Name, a.Value)).ToArray();
        return added.Length == 0 ? resource.GetConnectionProperties() : resource.CombineProperties(added);
    }

    private static ReferenceEnvironmentInjectionFlags GetInjectionFlags(IResource destination) =>
        destination.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var annotation) ? annotation.Flags : ReferenceEnvironmentInjectionFlags.All;
}
