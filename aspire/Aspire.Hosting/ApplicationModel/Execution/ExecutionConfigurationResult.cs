using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ExecutionConfigurationResult : IExecutionConfigurationResult
{
    private readonly List<(object Unprocessed, string Value, bool IsSensitive)> _arguments = [];
    private readonly List<KeyValuePair<string, (object Unprocessed, string Value)>> _environment = [];
    private readonly List<object> _references = [];
    private readonly List<Exception> _failures = [];

    public IEnumerable<object> References => _references;

    public IEnumerable<(object Unprocessed, string Value, bool IsSensitive)> ArgumentsWithUnprocessed => _arguments;

    public IEnumerable<(string Value, bool IsSensitive)> Arguments => _arguments.Select(argument => (argument.Value, argument.IsSensitive));

    public IEnumerable<KeyValuePair<string, (object Unprocessed, string Value)>> EnvironmentVariablesWithUnprocessed => _environment;

    public IEnumerable<KeyValuePair<string, string>> EnvironmentVariables =>
        _environment.Select(variable => KeyValuePair.Create(variable.Key, variable.Value.Value));

    public IEnumerable<IExecutionConfigurationData> AdditionalConfigurationData { get; private init; } = [];

    public Exception? Exception => _failures.Count switch
    {
        0 => null,
        1 => _failures[0],
        _ => new AggregateException(_failures),
    };

    public static async Task<ExecutionConfigurationResult> ResolveAsync(ExecutionConfigurationBuilder.GathererContext gathered, IResource resource,
        DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var result = new ExecutionConfigurationResult { AdditionalConfigurationData = gathered.AdditionalData };
        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource };
        foreach (var argument in gathered.Arguments)
        {
            if (await result.TryResolveAsync(argument, context, cancellationToken).ConfigureAwait(false) is { } value)
                result._arguments.Add((argument, value, IsSensitive(argument)));
        }
        foreach (var (name, raw) in gathered.EnvironmentVariables)
        {
            if (await result.TryResolveAsync(raw, context, cancellationToken).ConfigureAwait(false) is { } value)
                result._environment.Add(KeyValuePair.Create(name, (raw, value)));
        }
        return result;
    }

    internal static bool IsSensitive(object value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        ConnectionStringReference => true,
        IResourceWithConnectionString => true,
        IResourceBuilder<IResource> builder => IsSensitive(builder.Resource),
        ReferenceExpression expression => ((IValueWithReferences)expression).References.Any(IsSensitive),
        _ => false,
    };

    private async Task<string?> TryResolveAsync(object raw, ValueProviderContext context, CancellationToken cancellationToken)
    {
        try
        {
            if (raw is IValueProvider or IValueWithReferences)
                _references.Add(raw);
            return context.ExecutionContext!.IsPublishMode ? GetManifestExpression(raw) : await GetValueAsync(raw, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failures.Add(exception);
            return null;
        }
    }

    private static async Task<string?> GetValueAsync(object raw, ValueProviderContext context, CancellationToken cancellationToken) => raw switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        bool flag => flag ? bool.TrueString : bool.FalseString,
        _ => throw new InvalidOperationException($"A value of type '{raw.GetType()}' cannot be used as an argument or a variable."),
    };

    private static string? GetManifestExpression(object raw) => raw switch
    {
        string text => text,
        IManifestExpressionProvider provider => provider.ValueExpression,
        IResourceBuilder<IResource> { Resource: IManifestExpressionProvider provider } => provider.ValueExpression,
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => raw.ToString(),
    };
}
