using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Local;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Runs the image of a MySQL server as a native process that keeps the image's contract.</summary>
internal sealed class MySqlProcess(MySqlServerProvider servers, ILogger<MySqlProcess> logger)
{
    /// <summary>The server has run the statements of its first start when it says this.</summary>
    private const string ReadyMessage = "ready for connections";

    /// <summary>The server ends with this code when its RESTART statement, or the end of a clone, wants it to be started again.</summary>
    private const int RestartExitCode = 16;

    /// <summary>Tells the server which process would start it again; without it, it refuses RESTART.</summary>
    private const string ParentVariable = "MYSQLD_PARENT_PID";

    public async Task<LocalRun> PrepareAsync(LocalRunContext context, CancellationToken cancellationToken)
    {
        var server = await servers.GetAsync(context.Logger, cancellationToken).ConfigureAwait(false);
        var data = DataFolder.Open(context.Resource.Name, context.Mounts);
        try
        {
            if (!data.IsInitialised)
            {
                var script = InitScript.Create(context.Resource.Name, context.Environment);
                await WritePrivateAsync(data.InitScriptPath, script, cancellationToken).ConfigureAwait(false);
                await DataTemplate.CopyToAsync(data.Path, server, new ProgressLog(logger, context.Logger), cancellationToken).ConfigureAwait(false);
            }
            return new LocalRun(CreateSpec(context, server, data), data)
            {
                OnOutput = line =>
                {
                    if (line.Contains(ReadyMessage, StringComparison.Ordinal))
                        File.Delete(data.InitScriptPath);
                },
                Continue = exitCode => exitCode == RestartExitCode ? CreateSpec(context, server, data) : null,
            };
        }
        catch
        {
            await data.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static LocalProcessSpec CreateSpec(LocalRunContext context, MySqlInstallation server, DataFolder data)
    {
        var port = context.Resource.GetEndpoint(MySqlServerResource.PrimaryEndpointName).Port.ToString(CultureInfo.InvariantCulture);
        var socket = $"{data.Path}.sock";
        // The address of a Unix socket has room for 107 bytes; clients use TCP, so any short path will do.
        if (socket.Length > 100)
            socket = Path.Combine(Path.GetTempPath(), $"mysqld-{port}.sock");
        return new LocalProcessSpec
        {
            FileName = server.Executable,
            Arguments =
            [
                .. server.LoaderArguments,
                "--no-defaults",
                .. server.LocationArguments,
                .. ServerArguments.ForThisUser,
                $"--datadir={data.Path}",
                $"--port={port}",
                "--bind-address=127.0.0.1",
                $"--socket={socket}",
                $"--pid-file={data.Path}.pid",
                "--mysqlx=OFF",
                "--skip-name-resolve",
                .. ServerArguments.Development,
                .. context.Arguments,
                .. File.Exists(data.InitScriptPath) ? [$"--init-file={data.InitScriptPath}"] : Array.Empty<string>(),
            ],
            WorkingDirectory = data.Path,
            Environment = new Dictionary<string, string>(context.Environment.Where(variable => !variable.Key.StartsWith("MYSQL_", StringComparison.Ordinal)))
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
                ["TZ"] = "UTC",
                [ParentVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private static async Task WritePrivateAsync(string path, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
    }
}
