using System.Globalization;
using System.Text.RegularExpressions;
using Foobar.Database.Schema;

namespace Foobar.Tests.Unit.Database;

/// <summary>What <c>docs/upgrades.md</c> says of migrations: the webs of the version before work on the new schema.</summary>
public sealed partial class MigrationRulesTests
{
    /// <summary>The schema of the first release; nothing older was ever upgraded while it served.</summary>
    private const int FirstRelease = 6;

    private const string Contract = "-- Contract: ";

    private static IReadOnlyDictionary<string, string> Migrations { get; } = typeof(SchemaMigrator).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
        .ToDictionary(name => name, name => new StreamReader(typeof(SchemaMigrator).Assembly.GetManifestResourceStream(name)!).ReadToEnd());

    [Fact]
    public void A_migration_takes_nothing_away_that_the_version_before_uses()
    {
        Assert.Contains(Migrations.Keys, name => GetNumber(name) == FirstRelease);
        foreach (var (name, sql) in Migrations.Where(migration => GetNumber(migration.Key) > FirstRelease && !migration.Value.StartsWith(Contract, StringComparison.Ordinal)))
            Assert.Empty(FindBreaks(sql).Select(statement => $"{name}: {statement}"));
    }

    [Theory]
    [InlineData("DROP TABLE IF EXISTS a", true)]
    [InlineData("ALTER TABLE a DROP COLUMN b", true)]
    [InlineData("ALTER TABLE a RENAME COLUMN b TO c", true)]
    [InlineData("RENAME TABLE a TO b", true)]
    [InlineData("ALTER TABLE a MODIFY b INT NOT NULL", true)]
    [InlineData("ALTER TABLE a CHANGE b c INT", true)]
    [InlineData("TRUNCATE TABLE a", true)]
    [InlineData("alter table a\n    add column b int not null", true)]
    [InlineData("ALTER TABLE a ADD UNIQUE KEY uq_a_b (b)", true)]
    [InlineData("ALTER TABLE a ADD CONSTRAINT fk_a_b FOREIGN KEY (b) REFERENCES b (id)", true)]
    [InlineData("ALTER TABLE a ADD COLUMN b INT NOT NULL DEFAULT 0", false)]
    [InlineData("ALTER TABLE a ADD COLUMN b INT NULL", false)]
    [InlineData("ALTER TABLE a ADD KEY ix_a_b (b)", false)]
    [InlineData("ALTER TABLE a DROP KEY ix_a_b", false)]
    [InlineData("CREATE TABLE IF NOT EXISTS a (b INT NOT NULL, UNIQUE KEY uq_a_b (b))", false)]
    [InlineData("-- Nobody may DROP TABLE a.\nUPDATE a SET b = 1", false)]
    public void A_statement_that_the_version_before_would_notice_is_found(string sql, bool isFound) => Assert.Equal(isFound, FindBreaks(sql).Any());

    [Fact]
    public void A_migration_that_was_no_expansion_is_found_as_one() => Assert.Contains(FindBreaks(Migrations.Single(migration => GetNumber(migration.Key) == 6).Value), statement => statement == "DROP TABLE IF EXISTS favorite_counts");

    private static IEnumerable<string> FindBreaks(string sql) => Comment.Replace(sql, "").Split(';')
        .Select(statement => Blanks.Replace(statement, " ").Trim())
        .Where(statement => TakenAway.IsMatch(statement) || Demanded.IsMatch(statement));

    private static int GetNumber(string name) => int.Parse(Number.Match(name).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\.V(\d+)__")]
    private static partial Regex Number { get; }

    [GeneratedRegex("--.*")]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }

    /// <summary>What was there is no longer there, or no longer the same; an index is nobody's concern.</summary>
    [GeneratedRegex(@"\bDROP (?!KEY|INDEX)|\bRENAME\b|\bMODIFY\b|\bCHANGE\b|\bTRUNCATE\b", RegexOptions.IgnoreCase)]
    private static partial Regex TakenAway { get; }

    /// <summary>Rows must have what the version before does not give them.</summary>
    [GeneratedRegex(@"^ALTER TABLE .*\bADD (UNIQUE|CONSTRAINT|FOREIGN|PRIMARY|(COLUMN )?(?!KEY|INDEX)\w+ (?!.*\bDEFAULT\b).*\bNOT NULL\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Demanded { get; }
}
