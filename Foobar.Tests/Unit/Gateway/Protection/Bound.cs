using Microsoft.Extensions.Configuration;

namespace Foobar.Tests.Unit.Gateway.Protection;

/// <summary>Makes options as configuration does.</summary>
internal static class Bound
{
    public static T To<T>(params (string Key, string Value)[] settings) where T : class, new()
    {
        var options = new T();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build().Bind(options);
        return options;
    }
}
