using System.CommandLine;
using System.Globalization;
using Foobar.Database.Backup;
using Foobar.Database.Cluster;
using Foobar.Database.Seed;
using Foobar.Database.Timeline;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Foobar.Database.Commands;

/// <summary>The verbs of this executable; without one it is the service.</summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUse = 2;

    private static readonly string[] Questions = ["--help", "-h", "-?", "--version"];

    /// <summary>The arguments ask for a verb or for help; all others are settings of the service.</summary>
    public static bool IsAsked(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || Questions.Contains(first)) && !first.Contains('=', StringComparison.Ordinal);

    /// <summary>Runs the verb; returns 0 when it is done, 1 when it failed, 2 when it was used in a wrong way. An error is one line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Looks after the MySQL cluster of Foobar. Without a verb it runs as the service, by the settings MySql:* and ConnectionStrings:*.") { CreateBackup(), CreateRestore(), CreateSeed() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return Fail(WrongUse, parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is not known. See --help." : $"{parsed.Errors[0].Message} See --help.");
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OptionsValidationException exception)
        {
            return Fail(WrongUse, string.Join(" ", exception.Failures));
        }
        catch (Exception exception) when (exception is BackupException or SeedException)
        {
            return Fail(Failure, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(Failure, "It was interrupted.");
        }
    }

    private static Command CreateBackup()
    {
        var to = new Option<string>("--to") { Description = "The folder that backups go to, on the machine or volume of the member that is copied. Each gets a new folder in it.", Required = true };
        var name = new Option<string?>("--name") { Description = "The name of the new folder; the present time unless given. It must not exist." };
        var member = new Option<string?>("--member") { Description = "The member that is copied; unless given, the replica that has executed most." };
        var command = new Command("backup", "Copies the data of a replica (of the primary when there is no replica) while all members go on to serve and to write.") { to, name, member };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Path.Combine(Path.GetFullPath(parsed.GetRequiredValue(to)), parsed.GetValue(name) ?? TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            using var host = BuildHost();
            // Read before anything else, so that wrong settings are told as such.
            _ = host.Services.GetRequiredService<DatabaseOptions>();
            var report = await host.Services.GetRequiredService<BackupMaker>().MakeAsync(folder, parsed.GetValue(member), cancellationToken);
            await Console.Out.WriteLineAsync(report.ToString());
            return Success;
        });
        return command;
    }

    private static Command CreateRestore()
    {
        var from = new Option<string>("--from") { Description = "The folder of one backup.", Required = true };
        var to = new Option<string>("--to") { Description = "The data folder of a member that does not run; empty or absent.", Required = true };
        var command = new Command("restore", "Puts a backup into the data folder of one member. Start that member with it and the others with empty ones: the group is formed from it, and the others copy it.") { from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetRequiredValue(to)));
            var manifest = Restorer.Restore(Path.GetFullPath(parsed.GetRequiredValue(from)), target, cancellationToken);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Restored to {target}: {manifest.Files.Count} files, {manifest.Files.Values.Sum() / 1e6:0.0} MB, copied from {manifest.Member} at {manifest.BegunAt:u}, with transactions {manifest.Transactions}"));
            return Success;
        });
        return command;
    }

    private static Command CreateSeed()
    {
        var users = CreateCount("--users", "How many users.", SeedSize.Default.Users);
        var articles = CreateCount("--articles", "How many articles.", SeedSize.Default.Articles);
        var comments = CreateCount("--comments", "How many comments.", SeedSize.Default.Comments);
        var command = new Command("seed", "Fills the site with users and what they wrote, for development: all of them have one password that everybody knows. A run that was interrupted is gone on with.") { users, articles, comments };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = BuildHost();
            // Read before anything else, so that wrong settings are told as such.
            _ = host.Services.GetRequiredService<DatabaseOptions>();
            var size = new SeedSize(parsed.GetValue(users), parsed.GetValue(articles), parsed.GetValue(comments));
            var report = await host.Services.GetRequiredService<Seeder>().SeedAsync(size, cancellationToken);
            await Console.Out.WriteLineAsync(report.ToString());
            return Success;
        });
        return command;
    }

    private static Option<int> CreateCount(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
                given.AddError($"{name} must be 1 or more.");
        });
        return option;
    }

    private static IHost BuildHost()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddSecretFiles();
        // A verb that takes its time shows how far it is.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(Seeder).FullName, LogLevel.Information).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddDatabaseOptions();
        builder.AddMembers();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Observer>();
        builder.Services.AddSingleton<TimelineStore>();
        builder.Services.AddSingleton<BackupMaker>();
        builder.Services.AddSingleton<Seeder>();
        return builder.Build();
    }

    private static int Fail(int exitCode, string error)
    {
        Console.Error.WriteLine($"error: {error.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
