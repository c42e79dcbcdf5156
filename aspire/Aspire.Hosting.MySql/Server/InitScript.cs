using MySqlConnector;

namespace Aspire.Hosting.MySql.Server;

/// <summary>What a server runs at its first start, by the variables of the official image.</summary>
internal static class InitScript
{
    /// <summary>Accounts and the database; without binary logging, so that the new server has no transactions of its own.</summary>
    /// <exception cref="DistributedApplicationException">Nothing says what root's password is.</exception>
    public static string Create(string resourceName, IReadOnlyDictionary<string, string> variables)
    {
        var password = variables.GetValueOrDefault("MYSQL_ROOT_PASSWORD") ?? "";
        if (password.Length == 0 && string.IsNullOrEmpty(variables.GetValueOrDefault("MYSQL_ALLOW_EMPTY_PASSWORD")))
            throw new DistributedApplicationException($"The MySQL server '{resourceName}' has no root password: set MYSQL_ROOT_PASSWORD, or MYSQL_ALLOW_EMPTY_PASSWORD to allow that.");
        var host = variables.GetValueOrDefault("MYSQL_ROOT_HOST") ?? "%";

        var statements = new List<string> { "SET SESSION sql_log_bin = OFF" };
        if (host.Length > 0 && host != "localhost")
        {
            statements.Add($"CREATE USER IF NOT EXISTS 'root'@{Quote(host)} IDENTIFIED BY {Quote(password)}");
            statements.Add($"GRANT ALL ON *.* TO 'root'@{Quote(host)} WITH GRANT OPTION");
        }
        if (variables.GetValueOrDefault("MYSQL_DATABASE") is { Length: > 0 } database)
            statements.Add($"CREATE DATABASE IF NOT EXISTS {QuoteName(database)}");
        if (variables.GetValueOrDefault("MYSQL_USER") is { Length: > 0 } user)
        {
            statements.Add($"CREATE USER IF NOT EXISTS {Quote(user)}@'%' IDENTIFIED BY {Quote(variables.GetValueOrDefault("MYSQL_PASSWORD") ?? "")}");
            if (variables.GetValueOrDefault("MYSQL_DATABASE") is { Length: > 0 } own)
                statements.Add($"GRANT ALL ON {QuoteName(own)}.* TO {Quote(user)}@'%'");
        }
        statements.Add($"ALTER USER 'root'@'localhost' IDENTIFIED BY {Quote(password)}");
        return string.Concat(statements.Select(statement => $"{statement};\n"));
    }

    private static string Quote(string text) => $"'{MySqlHelper.EscapeString(text)}'";

    private static string QuoteName(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
