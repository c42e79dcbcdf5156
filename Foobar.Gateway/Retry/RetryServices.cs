using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Retry;

/// <summary>Registers what sends requests again.</summary>
internal static class RetryServices
{
    /// <summary>Adds the retries to the proxy.</summary>
    public static IReverseProxyBuilder AddRetries(this IReverseProxyBuilder proxy, IConfiguration configuration)
    {
        var services = proxy.Services;
        services.AddOptions<RetryOptions>().Bind(configuration.GetSection(RetryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetryOptions>, RetryOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<RetryOptions>>().Value);
        services.AddSingleton<RetryBudget>();
        services.AddSingleton<RetryTelemetry>();
        services.AddSingleton(TimeProvider.System);
        return proxy.AddTransforms<WithheldAnswers>();
    }
}
