namespace Aspire.Hosting.MySql.Server;

/// <summary>A MySQL server program on this machine and how it is called.</summary>
internal sealed record MySqlInstallation
{
    /// <summary>The file to execute: the server itself, or the loader that it is started with.</summary>
    public required string Executable { get; init; }

    /// <summary>Arguments that come before all others; the loader's, if there is one.</summary>
    public IReadOnlyList<string> LoaderArguments { get; init; } = [];

    /// <summary>Arguments that tell the server where its own files are.</summary>
    public IReadOnlyList<string> LocationArguments { get; init; } = [];

    /// <summary>The server's path, for messages.</summary>
    public required string ServerPath { get; init; }

    public required Version Version { get; init; }

    /// <summary>The full version text, such as <c>9.7.4-2</c>: servers of different builds do not share initialised data.</summary>
    public required string Build { get; init; }

    public override string ToString() => $"MySQL {Build} ({ServerPath})";
}
