using Foobar.AppHost.MySqlCluster.Commands;
using Foobar.ServiceDefaults;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>Adds a MySQL cluster to a model and hands it to the projects that use it.</summary>
public static class MySqlClusterBuilderExtensions
{
    /// <summary>Adds a cluster of one primary and a number of replicas. Which member is the primary is for the engine to decide and can change.</summary>
    public static IResourceBuilder<MySqlClusterResource> AddMySqlCluster(this IDistributedApplicationBuilder builder, [ResourceName] string name, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // With two members, the one that is left after a failure has no majority and stops.
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 2);
        var rootPassword = builder.AddSecret($"{name}-password");
        var cluster = new MySqlClusterResource(name, rootPassword.Resource, builder.AddSecret($"{name}-replication-password").Resource, builder.AddSecret($"{name}-site-password").Resource);
        var clusterBuilder = builder.AddResource(cluster)
            .WithIconName("DatabaseMultiple")
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "MySqlCluster", Properties = [], State = KnownResourceStates.NotStarted })
            .ExcludeFromManifest();

        for (var number = 1; number <= replicas + 1; number++)
            builder.AddMember(cluster, rootPassword, number);
        return clusterBuilder.WithOperations();
    }

    /// <summary>Keeps the data of every member over restarts.</summary>
    public static IResourceBuilder<MySqlClusterResource> WithDataVolumes(this IResourceBuilder<MySqlClusterResource> cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        foreach (var member in cluster.Resource.Members)
            cluster.ApplicationBuilder.CreateResourceBuilder(member).WithDataVolume();
        return cluster;
    }

    /// <summary>Keeps the data of every member in a folder of its name within the given one; a relative path starts from the current directory.</summary>
    /// <exception cref="DistributedApplicationException">The folder cannot be made.</exception>
    public static IResourceBuilder<MySqlClusterResource> WithDataFolder(this IResourceBuilder<MySqlClusterResource> cluster, string folder)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var root = Path.GetFullPath(folder);
        foreach (var member in cluster.Resource.Members)
        {
            var source = Path.Combine(root, member.Name);
            // A container runtime refuses to mount a folder that does not exist.
            if (cluster.ApplicationBuilder.ExecutionContext.IsRunMode)
                CreateDataFolder(source);
            cluster.ApplicationBuilder.CreateResourceBuilder(member).WithDataBindMount(source);
        }
        return cluster;
    }

    /// <summary>Hands over all members as <c>root</c>, and the passwords of the accounts to make.</summary>
    public static IResourceBuilder<ProjectResource> WithClusterAdministration(this IResourceBuilder<ProjectResource> project, IResourceBuilder<MySqlClusterResource> cluster)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(cluster);
        foreach (var member in cluster.Resource.Members)
            project.WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString).WithReference(project.ApplicationBuilder.CreateResourceBuilder(member));
        return project
            .WithMemberNames(cluster.Resource)
            .WithSetting(FoobarNames.Configuration.MySqlReplicationPassword, ReferenceExpression.Create($"{cluster.Resource.ReplicationPassword}"))
            .WithSetting(FoobarNames.Configuration.MySqlWebPassword, ReferenceExpression.Create($"{cluster.Resource.SitePassword}"));
    }

    /// <summary>Hands over all members as the site's own user, over encrypted connections.</summary>
    public static IResourceBuilder<ProjectResource> WithClusterAccess(this IResourceBuilder<ProjectResource> project, IResourceBuilder<MySqlClusterResource> cluster)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(cluster);
        foreach (var member in cluster.Resource.Members)
        {
            project.WithSetting($"ConnectionStrings:{member.Name}", ReferenceExpression.Create(
                $"Server={member.Host};Port={member.Port};User ID={FoobarNames.MySqlUsers.Web};Password={cluster.Resource.SitePassword};Database={FoobarNames.DatabaseName};SslMode=Required"));
        }
        return project.WithMemberNames(cluster.Resource);
    }

    /// <summary>Makes the project the cluster's backup: it runs whenever somebody starts it, while the cluster can write, and the cluster has a command for that.</summary>
    public static IResourceBuilder<ProjectResource> AsBackupOf(this IResourceBuilder<ProjectResource> project, IResourceBuilder<MySqlClusterResource> cluster)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(cluster);
        BackupCommand.Create(project.Resource).AddTo(cluster);
        return project
            .WithClusterAdministration(cluster)
            .WithParentRelationship(cluster)
            .WithIconName("Archive")
            .WithExplicitStart()
            .WaitFor(cluster)
            .ExcludeFromManifest();
    }

    /// <summary>Starts the project when every member answers.</summary>
    public static IResourceBuilder<ProjectResource> WaitForMembers(this IResourceBuilder<ProjectResource> project, IResourceBuilder<MySqlClusterResource> cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        foreach (var member in cluster.Resource.Members)
            project.WaitFor(cluster.ApplicationBuilder.CreateResourceBuilder(member));
        return project;
    }

    private static void AddMember(this IDistributedApplicationBuilder builder, MySqlClusterResource cluster, IResourceBuilder<ParameterResource> rootPassword, int number)
    {
        var member = builder.AddMySql($"{cluster.Name}-{number}", rootPassword)
            .WithEndpoint(targetPort: GroupArguments.ContainerPort, name: GroupArguments.EndpointName, scheme: "tcp")
            .WithParentRelationship(cluster);
        cluster.AddMember(member.Resource);
        member.WithArgs(context => GroupArguments.AddTo(context, cluster, member.Resource, number));
    }

    private static void CreateDataFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The data folder '{path}' cannot be made: {exception.Message} Set Data:Folder to a folder that can be written to.", exception);
        }
    }

    private static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true);

    private static IResourceBuilder<ProjectResource> WithMemberNames(this IResourceBuilder<ProjectResource> project, MySqlClusterResource cluster) => project
        .WithSetting(FoobarNames.Configuration.MySqlMembers, ReferenceExpression.Create($"{string.Join(',', cluster.Members.Select(member => member.Name))}"))
        .WithSetting(FoobarNames.Configuration.MySqlDatabase, ReferenceExpression.Create($"{FoobarNames.DatabaseName}"));

    private static IResourceBuilder<ProjectResource> WithSetting(this IResourceBuilder<ProjectResource> project, string key, ReferenceExpression value) =>
        project.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
}
