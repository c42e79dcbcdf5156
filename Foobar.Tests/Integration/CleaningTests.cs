using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

[Collection(ModelCollection.Name)]
public sealed class CleaningTests(SharedModel shared)
{
    /// <summary>It is done once a minute.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task What_has_expired_is_deleted_and_all_else_stays()
    {
        var model = await shared.GetAsync();
        var (primary, _) = await MemberDatabase.GetRolesAsync(model);
        var valid = Guid.NewGuid().ToString();
        try
        {
            // More than one batch of keys, and more entries than are kept.
            await MemberDatabase.QueryAsync<int>(model, primary,
                """
                SET SESSION cte_max_recursion_depth = 20000;
                INSERT INTO foobar.idempotency_keys (id, fingerprint, created_at, expires_at)
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1200)
                SELECT UNHEX(SHA2(UUID(), 256)), UNHEX(SHA2('', 256)), '2000-01-01', '2000-01-02' FROM numbers;
                INSERT INTO foobar.idempotency_keys (id, fingerprint, created_at, expires_at) VALUES (UNHEX(SHA2(@valid, 256)), UNHEX(SHA2('', 256)), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY);
                INSERT INTO foobar.sign_in_attempts (id, settled_at) VALUES (UNHEX(SHA2(UUID(), 256)), '2000-01-02'), (UNHEX(SHA2(@valid, 256)), UTC_TIMESTAMP(6) + INTERVAL 1 DAY);
                INSERT INTO foobar.cluster_timeline (id, happened_at, kind, detail)
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10100)
                SELECT UUID(), TIMESTAMP('2000-01-01') + INTERVAL n SECOND, 'SchemaChanged', '' FROM numbers;
                """, new { valid });

            await Eventually.GetAsync<string>(async _ =>
            {
                var seen = await MemberDatabase.QueryAsync<string>(model, primary,
                    """
                    SELECT CONCAT((SELECT COUNT(*) FROM foobar.idempotency_keys WHERE expires_at < UTC_TIMESTAMP(6)), ' expired keys, ',
                                  (SELECT COUNT(*) FROM foobar.idempotency_keys WHERE id = UNHEX(SHA2(@valid, 256))), ' valid key, ',
                                  (SELECT COUNT(*) FROM foobar.sign_in_attempts WHERE settled_at < '2001-01-01'), ' settled attempts, ',
                                  (SELECT COUNT(*) FROM foobar.sign_in_attempts WHERE id = UNHEX(SHA2(@valid, 256))), ' that count, ',
                                  (SELECT COUNT(*) > 10000 FROM foobar.cluster_timeline), ' more entries than are kept')
                    """, new { valid });
                return (seen == "0 expired keys, 1 valid key, 0 settled attempts, 1 that count, 0 more entries than are kept" ? "" : null, seen!);
            }, Limit);
        }
        finally
        {
            await MemberDatabase.QueryAsync<int>(model, primary,
                "DELETE FROM foobar.cluster_timeline WHERE happened_at < '2001-01-01'; DELETE FROM foobar.idempotency_keys WHERE id = UNHEX(SHA2(@valid, 256)) OR expires_at < '2001-01-01'; DELETE FROM foobar.sign_in_attempts WHERE id = UNHEX(SHA2(@valid, 256))", new { valid });
        }
    }
}
