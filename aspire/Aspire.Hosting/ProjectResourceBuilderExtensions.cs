using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Projects;

namespace Aspire.Hosting;

/// <summary>Adds and configures projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project with that launch profile; null means none at all.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, Choose(launchProfileName));

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        Action<ProjectResourceOptions> configure) where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), configure);

    /// <summary>Adds a project by its path; a relative one starts from the application host's folder.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath,
        string? launchProfileName) => builder.AddProject(name, projectPath, Choose(launchProfileName));

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath,
        Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(projectPath);
        return builder.AddProject(name, new ProjectPathMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);
    }

    /// <summary>Runs that many processes behind one address.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new DisableForwardedHeadersAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(filter);
        return builder.WithAnnotation(new EndpointEnvironmentFilterAnnotation(filter));
    }

    private static Action<ProjectResourceOptions> Choose(string? launchProfileName) => options =>
    {
        options.ExcludeLaunchProfile = launchProfileName is null;
        options.LaunchProfileName = launchProfileName;
    };

    private static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata,
        Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        if (options.ExcludeLaunchProfile)
            project.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        else if (options.LaunchProfileName is { } asked)
            project.WithAnnotation(new LaunchProfileAnnotation(asked));
        else if (LaunchProfiles.GetDefaultName(builder.Configuration) is { } preferred)
            project.WithAnnotation(new DefaultLaunchProfileAnnotation(preferred));

        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory").WithOtlpExporter();
        var profile = LaunchProfiles.GetEffective(project.Resource, metadata);
        if (profile is null && options.LaunchProfileName is { } missing)
            throw new DistributedApplicationException($"The project of resource '{name}' has no launch profile '{missing}'.");
        return builder.ExecutionContext.IsRunMode ? AddRunDefaults(project, profile) : AddPublishDefaults(project, profile?.Value);
    }

    private static IResourceBuilder<ProjectResource> AddRunDefaults(IResourceBuilder<ProjectResource> project, KeyValuePair<string, LaunchProfile>? profile)
    {
        project.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple").WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        if (profile is var (profileName, launchProfile))
        {
            foreach (var url in launchProfile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
                AddEndpointOf(project, launchProfile, BindingAddress(url));
            if (launchProfile.CommandLineArgs is { Length: > 0 } commandLine)
                project.WithArgs(context => CommandLine.Split(commandLine).ForEach(context.Args.Add));
            project.WithEnvironment(context =>
            {
                context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", profileName);
                foreach (var (variable, value) in launchProfile.EnvironmentVariables)
                    context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
            });
        }
        return project.WithEnvironment(context => ProjectEnvironment.AddUrls(context, project.Resource));
    }

    private static IResourceBuilder<ProjectResource> AddPublishDefaults(IResourceBuilder<ProjectResource> project, LaunchProfile? profile)
    {
        if (profile?.ApplicationUrl is not null)
            project.WithHttpEndpoint().WithHttpsEndpoint();
        return project.WithEnvironment(context =>
        {
            if (project.Resource.GetEndpoints().Any() && !project.Resource.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
                context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            ProjectEnvironment.AddPorts(context, project.Resource);
        });
    }

    private static void AddEndpointOf(IResourceBuilder<ProjectResource> project, LaunchProfile profile, Uri url)
    {
        var sameScheme = project.Resource.GetEndpoints().Count(endpoint => endpoint.Scheme == url.Scheme);
        var name = sameScheme == 0 ? url.Scheme : $"{url.Scheme}{sameScheme + 1}";
        project.WithEndpoint(name, endpoint =>
        {
            endpoint.Port = url.Port == 0 ? null : url.Port;
            endpoint.TargetHost = url.Host;
            endpoint.UriScheme = url.Scheme;
        });
        if (profile.LaunchUrl is { Length: > 0 } launchUrl)
            project.WithUrlForEndpoint(name, link => link.Url = new Uri(new Uri(link.Url), launchUrl).ToString());
    }

    /// <summary>Hosts such as <c>*</c> and <c>+</c> mean any address; they are no valid hosts of a uri.</summary>
    private static Uri BindingAddress(string url) => new(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
}
