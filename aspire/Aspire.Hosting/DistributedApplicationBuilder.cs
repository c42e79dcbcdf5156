using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Aspire.Hosting.Local;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>Builds the model of a distributed application that runs on this machine.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly DistributedApplicationOptions _options;
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;
    private readonly AppHostIdentity _identity;
    private readonly BuilderHooks? _hooks;

    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FatalErrors.Install();
        _options = options;
        _hooks = BuilderHooks.Current;
        var settings = new HostApplicationBuilderSettings { Args = CommandLineSwitches.Translate(options.Args ?? []) };
        _hooks?.OnCreating(options, settings);

        _identity = new AppHostIdentity(options);
        settings.ApplicationName ??= _identity.Assembly?.GetName().Name;
        settings.ContentRootPath ??= _identity.Directory;
        _host = AppHostConfiguration.CreateHostBuilder(settings, _identity);
        _executionContextOptions = AppHostConfiguration.GetOperation(_host.Configuration) is var operation && _host.Configuration["Publishing:Publisher"] is { } publisher
            ? new DistributedApplicationExecutionContextOptions(operation, publisher)
            : new DistributedApplicationExecutionContextOptions(operation);
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);
        AppHostConfiguration.AddIdentity(_host.Configuration, _identity, operation, Environment.ApplicationName);
        AddServices();
        _hooks?.OnCreated(this);
    }

    public IHostEnvironment Environment => _host.Environment;

    public ConfigurationManager Configuration => _host.Configuration;

    public IServiceCollection Services => _host.Services;

    public string AppHostDirectory => _identity.Directory;

    /// <summary>The folder and name of the application host's project.</summary>
    public string AppHostPath => Path.Combine(_identity.Directory, _identity.ProjectName ?? Environment.ApplicationName);

    public Assembly? AppHostAssembly => _identity.Assembly;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ModelName.Validate("Resource", resource.Name);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <exception cref="DistributedApplicationException">The model cannot run; the message names the resource.</exception>
    public DistributedApplication Build()
    {
        _hooks?.OnBuilding(this);
        var application = new DistributedApplication(_host.Build());
        try
        {
            RefuseUnknownHealthChecks(application.Services);
        }
        catch
        {
            application.Dispose();
            throw;
        }
        _executionContextOptions.Services = application.Services;
        _hooks?.OnBuilt(application);
        return application;
    }

    private void AddServices()
    {
        Services.AddSingleton(_options);
        Services.AddSingleton(_identity);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        var secrets = new UserSecretsStore(_identity.Assembly);
        Services.AddSingleton(secrets);
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(services => new ResourceCommandService(services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceLoggerService>(), services));
        // With a dashboard somebody is there to mend and start a failed dependency; without one, a wait for it would never end.
        var behavior = _options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable;
        Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior = behavior);
        Services.AddHttpClient();
        Services.AddHttpClient(HttpHealthCheck.ClientName).ConfigurePrimaryHttpMessageHandler(HttpHealthCheck.CreateHandler);
        Services.AddHealthChecks();
        Services.AddSingleton<ManifestPublisher>();
        if (ExecutionContext.IsRunMode && !_options.DisableDashboard)
            Services.AddDashboard(Configuration, secrets);
        if (ExecutionContext.IsRunMode)
            Services.AddLocalRuntime(_options);
    }

    private void RefuseUnknownHealthChecks(IServiceProvider services)
    {
        if (ExecutionContext.IsPublishMode)
            return;
        var registered = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations
            .Select(registration => registration.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in Resources)
        {
            if (resource.Annotations.OfType<HealthCheckAnnotation>().FirstOrDefault(check => !registered.Contains(check.Key)) is { } unknown)
            {
                throw new DistributedApplicationException(
                    $"The health check '{unknown.Key}' of resource '{resource.Name}' is not registered. Register it with builder.Services.AddHealthChecks().");
            }
        }
    }
}
