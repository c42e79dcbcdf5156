using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The user secrets of the application host. Without a <c>UserSecretsId</c> nothing is kept.</summary>
internal sealed class UserSecretsStore
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _guardsFile = new();
    private readonly string? _path;

    public UserSecretsStore(Assembly? appHostAssembly)
    {
        if (appHostAssembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId is { Length: > 0 } id)
            _path = PathHelper.GetSecretsPathFromSecretsId(id);
    }

    /// <summary>The value under a key; a new one is generated and kept where there is none.</summary>
    public string GetOrAdd(string key, Func<string> generate)
    {
        if (_path is null)
            return generate();
        lock (_guardsFile)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            // Another application host of the same project may be starting, so the file is locked while it is read and replaced.
            using var fileLock = AcquireLock($"{_path}.lock");
            var secrets = Read();
            if (secrets.TryGetPropertyValue(key, out var existing) && existing?.GetValue<string>() is { } kept)
                return kept;
            var value = generate();
            secrets[key] = value;
            Write(secrets);
            return value;
        }
    }

    private static FileStream AcquireLock(string path)
    {
        var giveUp = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetUtcNow() < giveUp)
            {
                Thread.Sleep(20);
            }
        }
    }

    private JsonObject Read()
    {
        if (!File.Exists(_path))
            return [];
        try
        {
            return JsonNode.Parse(File.ReadAllText(_path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })
                as JsonObject ?? [];
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The user secrets file '{_path}' is not valid JSON: {exception.Message} Mend it or delete it.", exception);
        }
    }

    private void Write(JsonObject secrets)
    {
        var temporary = $"{_path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options))
            writer.Write(secrets.ToJsonString(Indented));
        File.Move(temporary, _path!, overwrite: true);
    }
}
