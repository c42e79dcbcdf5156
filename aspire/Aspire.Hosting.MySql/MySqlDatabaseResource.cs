using Aspire.Hosting.MySql;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database (schema) on a MySQL server.</summary>
public class MySqlDatabaseResource : Resource, IResourceWithParent<MySqlServerResource>, IResourceWithConnectionString
{
    public MySqlDatabaseResource(string name, string databaseName, MySqlServerResource parent) : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        ArgumentNullException.ThrowIfNull(parent);
        DatabaseName = databaseName;
        Parent = parent;
    }

    public MySqlServerResource Parent { get; }

    public string DatabaseName { get; }

    /// <summary>The server's connection string with <c>;Database=…</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={DatabaseName}");

    public ReferenceExpression UriExpression => ReferenceExpression.Create($"{Parent.UriExpression}/{DatabaseName}");

    public ReferenceExpression JdbcConnectionString => ReferenceExpression.Create($"{Parent.JdbcConnectionString}/{DatabaseName}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() => Parent.CombineProperties(
    [
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
        new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
    ]);

    /// <summary>The statement that creates the database.</summary>
    internal string CreationScript => this.TryGetLastAnnotation<CreationScriptAnnotation>(out var custom)
        ? custom.Script
        : $"CREATE DATABASE IF NOT EXISTS `{DatabaseName.Replace("`", "``", StringComparison.Ordinal)}`";
}
