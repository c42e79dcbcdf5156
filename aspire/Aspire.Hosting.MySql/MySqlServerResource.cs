namespace Aspire.Hosting.ApplicationModel;

/// <summary>A MySQL server.</summary>
public class MySqlServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    private const string RootUser = "root";

    private readonly OrderedDictionary<string, MySqlDatabaseResource> _databases = new(StringComparer.OrdinalIgnoreCase);

    public MySqlServerResource(string name, ParameterResource password) : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);
    }

    public EndpointReference PrimaryEndpoint { get; }

    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>The password of <c>root</c>.</summary>
    public ParameterResource PasswordParameter { get; set; }

    /// <summary><c>Server=…;Port=…;User ID=root;Password=…</c>.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Server={Host};Port={Port};User ID={RootUser};Password={PasswordParameter}");

    /// <summary><c>mysql://root:…@host:port</c>, the password url-encoded.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"mysql://{RootUser}:{PasswordParameter:uri}@{Host}:{Port}");

    /// <summary><c>jdbc:mysql://host:port</c>, without credentials.</summary>
    public ReferenceExpression JdbcConnectionString => ReferenceExpression.Create($"jdbc:mysql://{Host}:{Port}");

    /// <summary>Database names by resource name.</summary>
    public IReadOnlyDictionary<string, string> Databases => _databases.ToDictionary(entry => entry.Key, entry => entry.Value.DatabaseName, StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<MySqlDatabaseResource> DatabaseResources => _databases.Values;

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() => ConnectionProperties;

    internal IEnumerable<KeyValuePair<string, ReferenceExpression>> ConnectionProperties =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Username", ReferenceExpression.Create($"{RootUser}")),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
    ];

    internal void AddDatabase(MySqlDatabaseResource database) => _databases.Add(database.Name, database);
}
