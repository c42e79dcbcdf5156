namespace Aspire.Hosting.Local;

/// <summary>What a process is started with. The environment is the whole of it; nothing is inherited.</summary>
internal sealed record LocalProcessSpec
{
    /// <summary>A path, or a name that is looked up on PATH.</summary>
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
