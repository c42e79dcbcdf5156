using Foobar.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Foobar.Database;

/// <summary>Refuses to start with settings that cannot work; each message names the key.</summary>
internal sealed class DatabaseOptionsValidator(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    private const int LongestReplicationPassword = 32;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var failures = new List<string>();
        if (options.MemberNames.Count == 0)
            failures.Add($"{FoobarNames.Configuration.MySqlMembers} is missing: set it to the names of the MySQL members, separated by commas.");
        failures.AddRange(options.MemberNames
            .Where(member => string.IsNullOrWhiteSpace(configuration.GetConnectionString(member)))
            .Select(member => $"ConnectionStrings:{member} is missing: {FoobarNames.Configuration.MySqlMembers} names the member '{member}'."));
        if (options.ManagesGroup && options.ReplicationPassword.Length is 0 or > LongestReplicationPassword)
            failures.Add($"{FoobarNames.Configuration.MySqlReplicationPassword} must have 1 to {LongestReplicationPassword} characters, and has {options.ReplicationPassword.Length}.");
        if (options.WebPassword.Length == 0)
            failures.Add($"{FoobarNames.Configuration.MySqlWebPassword} is missing: set it to the password of the web's user.");
        failures.AddRange(new (string Key, TimeSpan Value, TimeSpan Least)[]
        {
            (nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(50)),
            (nameof(options.ObserveTimeout), options.ObserveTimeout, TimeSpan.FromMilliseconds(100)),
            (nameof(options.JoinTimeout), options.JoinTimeout, TimeSpan.FromMinutes(2)),
            (nameof(options.TimelineInterval), options.TimelineInterval, TimeSpan.FromMilliseconds(100)),
            (nameof(options.CleaningInterval), options.CleaningInterval, TimeSpan.FromSeconds(1)),
        }.Where(setting => setting.Value < setting.Least || setting.Value > Longest)
            .Select(setting => $"{DatabaseOptions.Section}:{setting.Key} must be from {setting.Least:c} to {Longest:c}, and is {setting.Value:c}."));
        failures.AddRange(new (string Key, int Value, int Most)[]
        {
            (nameof(options.TimelineEntries), options.TimelineEntries, 1_000_000),
            (nameof(options.CleaningBatch), options.CleaningBatch, 10_000),
        }.Where(setting => setting.Value < 1 || setting.Value > setting.Most)
            .Select(setting => $"{DatabaseOptions.Section}:{setting.Key} must be from 1 to {setting.Most}, and is {setting.Value}."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
