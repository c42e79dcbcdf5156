using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Foobar.Gateway.Configuration;

/// <summary>The settings of a section as they are now: a change is taken when it is valid, and otherwise the old ones stay and the log says what is wrong.</summary>
/// <remarks>The framework's monitor throws at the reader of a change that is not valid; a balancer must go on.</remarks>
internal sealed partial class LiveOptions<T> : IDisposable where T : class
{
    private readonly IOptionsFactory<T> _factory;
    private readonly ILogger _logger;
    private readonly IDisposable _changes;
    private T _current;

    /// <exception cref="OptionsValidationException">The settings at the start are not valid.</exception>
    public LiveOptions(IOptionsFactory<T> factory, IConfiguration configuration, ILoggerFactory loggers)
    {
        _factory = factory;
        _logger = loggers.CreateLogger("Foobar.Gateway.Configuration");
        _current = factory.Create(Options.DefaultName);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>The settings.</summary>
    public T Current => Volatile.Read(ref _current);

    public void Dispose() => _changes.Dispose();

    private void Reload()
    {
        try
        {
            Volatile.Write(ref _current, _factory.Create(Options.DefaultName));
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            LogRefused(typeof(T).Name, exception.Message);
        }
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Error, Message = "A change of the settings ({Options}) is refused, and the old ones stay: {Reason}")]
    private partial void LogRefused(string options, string reason);
}
