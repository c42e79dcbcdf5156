using Microsoft.Extensions.Configuration.Json;

namespace Foobar.Gateway.Configuration;

/// <summary>A file of settings that keeps what it said last when it is changed to something that cannot be read.</summary>
/// <remarks>The framework's own source forgets all of the file's settings then, and says nothing.</remarks>
internal sealed class SteadyFileSource : JsonConfigurationSource
{
    private readonly UnreadableFiles _unreadable;

    /// <summary>In place of the framework's source for the same file.</summary>
    public SteadyFileSource(JsonConfigurationSource source, UnreadableFiles unreadable)
    {
        _unreadable = unreadable;
        FileProvider = source.FileProvider;
        Path = source.Path!;
        Optional = source.Optional;
        ReloadOnChange = source.ReloadOnChange;
        ReloadDelay = source.ReloadDelay;
    }

    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new Provider(this);
    }

    private sealed class Provider(SteadyFileSource source) : JsonConfigurationProvider(source)
    {
        private bool _wasRead;

        public override void Load(Stream stream)
        {
            try
            {
                base.Load(stream);
                _wasRead = true;
            }
            catch (FormatException exception) when (_wasRead)
            {
                source._unreadable.Add(source.Path!, exception.InnerException?.Message ?? exception.Message);
            }
        }
    }
}
