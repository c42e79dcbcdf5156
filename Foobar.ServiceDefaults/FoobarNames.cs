namespace Foobar.ServiceDefaults;

/// <summary>The names that the model, the services and the tests share.</summary>
public static class FoobarNames
{
    /// <summary>Resources of the application model.</summary>
    public static class Resources
    {
        /// <summary>The MySQL cluster, parent of the members.</summary>
        public const string MySql = "mysql";

        /// <summary>The project that forms the cluster and migrates the schema.</summary>
        public const string Database = "database";

        /// <summary>The project that copies the data, whenever it is started.</summary>
        public const string Backup = "backup";

        /// <summary>The project that fills the site for development, when it is started.</summary>
        public const string Seed = "seed";

        /// <summary>The first web server.</summary>
        public const string Web1 = "web-1";

        /// <summary>The second web server.</summary>
        public const string Web2 = "web-2";

        /// <summary>The balancer.</summary>
        public const string Gateway = "gateway";

        /// <summary>Takes the services' figures, when it is started.</summary>
        public const string Prometheus = "prometheus";

        /// <summary>Tells people of what Prometheus finds, when it is started.</summary>
        public const string Alertmanager = "alertmanager";

        /// <summary>Shows the figures of a deployment.</summary>
        public const string Grafana = "grafana";
    }

    /// <summary>Paths of the health endpoints that every service has.</summary>
    public static class Health
    {
        /// <summary>Readiness: every check passes.</summary>
        public const string Ready = "/health";

        /// <summary>Liveness: the process answers.</summary>
        public const string Alive = "/alive";

        /// <summary>The tag of checks that decide on liveness.</summary>
        public const string LiveTag = "live";
    }

    /// <summary>The path of the figures for Prometheus, at the webs' and the database's own port and at the gateway's port for operators.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>The path of a gateway's statistics as JSON, at its port for operators.</summary>
    public const string StatisticsPath = "/statistics.json";

    /// <summary>HTTP headers that the services and their clients agree on.</summary>
    public static class Headers
    {
        /// <summary>Names an unsafe request, so that it is carried out once however often it is sent.</summary>
        public const string IdempotencyKey = "Idempotency-Key";

        /// <summary><c>true</c> on the stored answer to a request that was carried out before.</summary>
        public const string IdempotencyReplayed = "Idempotency-Replayed";

        /// <summary>What a visitor's reads must contain at least; clients without cookies send the last one they were given.</summary>
        public const string ReadPosition = "X-Read-Position";

        /// <summary>On answers to health checks: <c>Healthy</c>, <c>Degraded</c>, <c>Draining</c> or <c>Unhealthy</c>.</summary>
        public const string Health = "X-Health";

        /// <summary>On health checks of a gateway: which gateway asks.</summary>
        public const string Prober = "X-Prober";

        /// <summary>How often the gateway sent the request; sent in Development only.</summary>
        public const string Attempts = "X-Attempts";

        /// <summary>Names the web server that answered; sent in Development only.</summary>
        public const string ServedBy = "X-Served-By";
    }

    /// <summary>Cookies that the services and their clients agree on.</summary>
    public static class Cookies
    {
        /// <summary>The session of a visitor of the pages; browsers keep a <c>__Host-</c> cookie only when it is Secure and has no Domain.</summary>
        public const string Session = "__Host-foobar";

        /// <summary>What a visitor's reads must contain at least, for browsers.</summary>
        public const string ReadPosition = "__Host-foobar-position";
    }

    /// <summary>Configuration keys that the model sets and the services read.</summary>
    public static class Configuration
    {
        /// <summary>Comma-separated resource names of the MySQL members; each has a connection string of that name.</summary>
        public const string MySqlMembers = "MySql:Members";

        /// <summary>Database (schema) of the site.</summary>
        public const string MySqlDatabase = "MySql:Database";

        /// <summary>Name of the group as a UUID.</summary>
        public const string MySqlGroupName = "MySql:GroupName";

        /// <summary>Password of the replication (recovery) user.</summary>
        public const string MySqlReplicationPassword = "MySql:ReplicationPassword";

        /// <summary>Password of the web's own user.</summary>
        public const string MySqlWebPassword = "MySql:WebPassword";

        /// <summary><c>true</c>: the service has figures for Prometheus.</summary>
        public const string Prometheus = "Metrics:Prometheus";

        /// <summary>Key that signs the API's tokens, 32 characters or more.</summary>
        public const string TokenSigningKey = "Tokens:SigningKey";
    }

    /// <summary>MySQL accounts, apart from <c>root</c>.</summary>
    public static class MySqlUsers
    {
        /// <summary>The recovery user of Group Replication.</summary>
        public const string Replication = "foobar_replication";

        /// <summary>The web's user: reads and writes rows of the site's schema, nothing more.</summary>
        public const string Web = "foobar_web";
    }

    /// <summary>The schema of the site.</summary>
    public const string DatabaseName = "foobar";
}
