using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Foobar.Database;

/// <summary>Registers the options and a data source per member.</summary>
internal static class DatabaseServices
{
    /// <summary>Binds and validates <see cref="DatabaseOptions"/>.</summary>
    public static void AddDatabaseOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatabaseOptions>().Bind(builder.Configuration.GetSection(DatabaseOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value);
    }

    /// <summary>Adds a keyed data source per member, without pooling: a connection must never outlive the server that it was made to.</summary>
    public static void AddMembers(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        foreach (var member in options.MemberNames.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            builder.AddKeyedMySqlDataSource(member, settings =>
            {
                settings.DisableHealthChecks = true;
                if (string.IsNullOrWhiteSpace(settings.ConnectionString))
                    return;
                settings.ConnectionString = new MySqlConnectionStringBuilder(settings.ConnectionString)
                {
                    Pooling = false,
                    ConnectionTimeout = 2,
                    CancellationTimeout = -1,
                    AllowUserVariables = true,
                    ApplicationName = builder.Environment.ApplicationName,
                }.ConnectionString;
            });
        }
    }
}
