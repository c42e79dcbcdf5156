using System.Globalization;
using System.Text.RegularExpressions;
using Foobar.Database;
using Foobar.Web.Data;

namespace Foobar.Tests.Unit.Database;

public sealed partial class SchemaVersionTests
{
    [Fact]
    public void A_web_waits_for_the_newest_migration() => Assert.Equal(
        typeof(DatabaseOptions).Assembly.GetManifestResourceNames().Select(name => Migration.Match(name)).Where(match => match.Success).Max(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        int.Parse(SchemaHealthCheck.Version, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\.Migrations\.V(\d+)__")]
    private static partial Regex Migration { get; }
}
