using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Local;
using Aspire.Hosting.MySql;
using Aspire.Hosting.MySql.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Aspire.Hosting;

/// <summary>Adds MySQL servers and databases to a model.</summary>
public static class MySqlBuilderExtensions
{
    private const string PasswordVariable = "MYSQL_ROOT_PASSWORD";
    private const int ContainerPort = 3306;

    /// <summary>Adds a MySQL server. Without a password, one is generated and kept in user secrets; without a port, a free one is taken.</summary>
    public static IResourceBuilder<MySqlServerResource> AddMySql(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var parameter = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var server = new MySqlServerResource(name, parameter);

        builder.Services.TryAddSingleton<MySqlServerProvider>();
        builder.Services.TryAddSingleton<MySqlProcess>();
        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: ContainerPort, name: MySqlServerResource.PrimaryEndpointName)
            .WithImage(MySqlContainerImage.Image, MySqlContainerImage.Tag)
            .WithImageRegistry(MySqlContainerImage.Registry)
            .WithEnvironment(context => context.EnvironmentVariables[PasswordVariable] = server.PasswordParameter)
            .WithAnnotation(new LocalRunnerAnnotation((context, cancellationToken) =>
                context.Services.GetRequiredService<MySqlProcess>().PrepareAsync(context, cancellationToken)))
            .WithConnectionHealthCheck()
            .OnResourceReady(CreateDatabasesAsync);
    }

    /// <summary>Adds a database, which is created when the server is ready.</summary>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(this IResourceBuilder<MySqlServerResource> builder, [ResourceName] string name,
        string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var database = new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource);
        var added = builder.ApplicationBuilder.AddResource(database);
        builder.Resource.AddDatabase(database);
        return added.WithConnectionHealthCheck();
    }

    /// <summary>Replaces the statement that creates the database.</summary>
    public static IResourceBuilder<MySqlDatabaseResource> WithCreationScript(this IResourceBuilder<MySqlDatabaseResource> builder, string script)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(script);
        return builder.WithAnnotation(new CreationScriptAnnotation(script), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Keeps the server's data in a volume; by default one of this application host and resource.</summary>
    public static IResourceBuilder<MySqlServerResource> WithDataVolume(this IResourceBuilder<MySqlServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), MySqlContainerImage.DataFolder, isReadOnly);
    }

    /// <summary>Keeps the server's data in that folder.</summary>
    public static IResourceBuilder<MySqlServerResource> WithDataBindMount(this IResourceBuilder<MySqlServerResource> builder, string source, bool isReadOnly = false) =>
        builder.WithBindMount(source, MySqlContainerImage.DataFolder, isReadOnly);

    public static IResourceBuilder<MySqlServerResource> WithPassword(this IResourceBuilder<MySqlServerResource> builder, IResourceBuilder<ParameterResource> password)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(password);
        builder.Resource.PasswordParameter = password.Resource;
        return builder;
    }

    private static IResourceBuilder<T> WithConnectionHealthCheck<T>(this IResourceBuilder<T> builder) where T : IResourceWithConnectionString
    {
        var resource = builder.Resource;
        var key = $"{resource.Name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key,
            _ => new MySqlHealthCheck(resource.GetConnectionStringAsync), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    private static async Task CreateDatabasesAsync(MySqlServerResource server, ResourceReadyEvent ready, CancellationToken cancellationToken)
    {
        var databases = server.DatabaseResources.ToArray();
        if (databases.Length == 0)
            return;
        var connectionString = await server.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        await using var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString!) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var database in databases)
        {
            try
            {
                await using var command = new MySqlCommand(database.CreationScript, connection);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException exception)
            {
                ready.Services.GetRequiredService<ResourceLoggerService>().GetLogger(database)
                    .LogError("The database '{Database}' could not be created: {Reason}", database.DatabaseName, exception.Message);
                throw new DistributedApplicationException($"The database '{database.DatabaseName}' of resource '{database.Name}' could not be created: {exception.Message}", exception);
            }
        }
    }
}
