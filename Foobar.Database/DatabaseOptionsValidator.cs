using Foobar.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Foobar.Database;

/// <summary>Refuses to start with settings that cannot work; each message names the key.</summary>
internal sealed class DatabaseOptionsValidator(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    private const int LongestReplicationPassword = 32;

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var failures = new List<string>();
        if (options.MemberNames.Count == 0)
            failures.Add($"{FoobarNames.Configuration.MySqlMembers} is missing: set it to the names of the MySQL members, separated by commas.");
        failures.AddRange(options.MemberNames
            .Where(member => string.IsNullOrWhiteSpace(configuration.GetConnectionString(member)))
            .Select(member => $"ConnectionStrings:{member} is missing: {FoobarNames.Configuration.MySqlMembers} names the member '{member}'."));
        if (options.ReplicationPassword.Length is 0 or > LongestReplicationPassword)
            failures.Add($"{FoobarNames.Configuration.MySqlReplicationPassword} must have 1 to {LongestReplicationPassword} characters, and has {options.ReplicationPassword.Length}.");
        if (options.WebPassword.Length == 0)
            failures.Add($"{FoobarNames.Configuration.MySqlWebPassword} is missing: set it to the password of the web's user.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
