using Foobar.Database;
using Microsoft.Extensions.Configuration;

namespace Foobar.Tests.Unit.Database;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void Complete_settings_are_accepted() => Assert.True(Validate(Complete()).Succeeded);

    [Fact]
    public void Each_thing_that_is_missing_is_named_by_its_key()
    {
        var failures = Validate(new DatabaseOptions { Members = "a,nowhere" }).Failures!;

        Assert.Collection(failures,
            failure => Assert.StartsWith("ConnectionStrings:nowhere is missing", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("MySql:ReplicationPassword must have 1 to 32 characters", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("MySql:WebPassword is missing", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Servers_that_somebody_else_looks_after_need_no_replication_password()
    {
        var options = Complete();
        (options.ManagesGroup, options.ReplicationPassword) = (false, "");

        Assert.True(Validate(options).Succeeded);
    }

    [Fact]
    public void No_members_at_all_is_an_error()
    {
        var options = Complete();
        options.Members = " , ";

        Assert.StartsWith("MySql:Members is missing", Assert.Single(Validate(options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replication_password_that_the_engine_would_refuse_is_refused_first()
    {
        var options = Complete();
        options.ReplicationPassword = new string('x', 33);

        Assert.Contains("has 33", Assert.Single(Validate(options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_and_sizes_that_make_no_sense_are_named_with_their_bounds()
    {
        var options = Complete();
        options.Interval = TimeSpan.Zero;
        options.CleaningInterval = TimeSpan.FromDays(2);
        options.TimelineEntries = 0;

        Assert.Equal(
            [
                "MySql:Interval must be from 00:00:00.0500000 to 1.00:00:00, and is 00:00:00.",
                "MySql:CleaningInterval must be from 00:00:01 to 1.00:00:00, and is 2.00:00:00.",
                "MySql:TimelineEntries must be from 1 to 1000000, and is 0.",
            ],
            Validate(options).Failures);
    }

    private static DatabaseOptions Complete() => new() { Members = "a", ReplicationPassword = "secret", WebPassword = "secret" };

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(DatabaseOptions options)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:a", "Server=a")]).Build();
        return new DatabaseOptionsValidator(configuration).Validate(name: null, options);
    }
}
