using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds parameters and external connection strings.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is at <c>Parameters:{name}</c> in the configuration.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false) =>
        builder.AddParameter(CreateParameter(builder, name, secret));

    /// <summary>Adds a parameter with a value of the model's own.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, string value,
        bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter,
        bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
            throw new ArgumentException($"The value of the secret parameter '{name}' cannot be published as its default.", nameof(secret));
        return builder.AddParameter(new ParameterResource(name, _ => valueGetter(), secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
            ConfigurationKey = GetKey(name),
        });
    }

    /// <summary>Adds a parameter whose value is in the configuration, or else the default's. <paramref name="persist"/> keeps the default in user secrets.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value,
        bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = persist && builder.ExecutionContext.IsRunMode
            ? new UserSecretsParameterDefault(GetSecrets(builder), GetKey(name), value)
            : value;
        return builder.AddParameter(parameter);
    }

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        string configurationKey, bool secret = false) =>
        builder.AddParameter(CreateParameter(builder, name, secret, configurationKey));

    public static IResourceBuilder<ParameterResource> WithDescription(this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>Adds a connection string from <c>ConnectionStrings:{name}</c> in the configuration.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = $"ConnectionStrings:{name}";
        var resource = new ConnectionStringParameterResource(name, _ => builder.Configuration.GetConnectionString(name) ?? throw Missing(name, key), environmentVariableName)
        {
            IsConnectionString = true,
            ConfigurationKey = key,
        };
        return builder.AddParameter<ConnectionStringParameterResource>(resource);
    }

    /// <summary>A generated secret of 22 characters that is not part of the model by itself.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true,
        bool numeric = true, bool special = true, int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>A generated value that is not part of the model by itself; user secrets keep it in run mode.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(parameterDefault);
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = builder.ExecutionContext.IsRunMode
            ? new UserSecretsParameterDefault(GetSecrets(builder), GetKey(name), parameterDefault)
            : parameterDefault;
        return parameter;
    }

    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret) =>
        CreateParameter(builder, name, secret, GetKey(name));

    private static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret, string configurationKey)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new ParameterResource(name, parameterDefault => Find(builder.Configuration, configurationKey)
            ?? parameterDefault?.GetDefaultValue()
            ?? throw Missing(name, configurationKey), secret)
        {
            ConfigurationKey = configurationKey,
        };
    }

    private static string GetKey(string name) => $"Parameters:{name}";

    /// <summary>The exact key first; then with '_' for each '-', since shells do not allow hyphens in names of variables.</summary>
    private static string? Find(IConfiguration configuration, string key) =>
        configuration[key] ?? configuration[key.Replace('-', '_')];

    private static MissingParameterValueException Missing(string name, string key) => new(
        $"Parameter '{name}' has no value: the configuration key '{key}' is missing and the parameter has no default. "
        + $"Set it with the environment variable {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}, with 'dotnet user-secrets set {key} VALUE' or with the switch '--{key} VALUE'.");

    private static UserSecretsStore GetSecrets(IDistributedApplicationBuilder builder) =>
        builder.Services.Select(service => service.ImplementationInstance).OfType<UserSecretsStore>().Single();

    private static IResourceBuilder<T> AddParameter<T>(this IDistributedApplicationBuilder builder, T resource) where T : ParameterResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(resource).WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = resource.IsConnectionString ? "ConnectionString" : "Parameter",
            State = KnownResourceStates.NotStarted,
            Properties = [new ResourcePropertySnapshot(CustomResourceKnownProperties.Source, resource.ConfigurationKey)],
        });
    }
}
