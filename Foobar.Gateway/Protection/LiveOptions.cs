using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Foobar.Gateway.Protection;

/// <summary>Settings that may change while the gateway runs: those that can work are taken, others are refused with their keys and the old ones stay.</summary>
/// <remarks>The framework's monitor answers every request with the error of a bad change, until the file is mended.</remarks>
internal sealed partial class LiveOptions<TOptions> : IDisposable where TOptions : class
{
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly ILogger _logger;
    private readonly IDisposable _watch;
    private volatile TOptions _current;

    public LiveOptions(IOptionsFactory<TOptions> factory, IConfiguration configuration, ILogger<LiveOptions<TOptions>> logger)
    {
        _factory = factory;
        _logger = logger;
        _current = factory.Create(Options.DefaultName);
        _watch = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>The settings that hold now.</summary>
    public TOptions Current => _current;

    public void Dispose() => _watch.Dispose();

    private void Reload()
    {
        try
        {
            _current = _factory.Create(Options.DefaultName);
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            LogRefused(typeof(TOptions).Name, exception.Message);
        }
    }

    [LoggerMessage(EventId = 470, Level = LogLevel.Error, Message = "A change of {Options} is not taken, the settings stay as they were: {Reason}")]
    private partial void LogRefused(string options, string reason);
}
