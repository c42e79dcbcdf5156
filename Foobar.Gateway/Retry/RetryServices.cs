using Foobar.Gateway.Configuration;

namespace Foobar.Gateway.Retry;

/// <summary>Registers what sends requests again.</summary>
internal static class RetryServices
{
    /// <summary>Adds the retries to the proxy.</summary>
    public static IReverseProxyBuilder AddRetries(this IReverseProxyBuilder proxy, IConfiguration configuration)
    {
        var services = proxy.Services;
        services.AddFixedOptions<RetryOptions, RetryOptionsValidator>(configuration.GetSection(RetryOptions.Section));
        services.AddSingleton<RetryBudget>();
        services.AddSingleton<RetryTelemetry>();
        services.AddSingleton(TimeProvider.System);
        return proxy.AddTransforms<WithheldAnswers>();
    }
}
