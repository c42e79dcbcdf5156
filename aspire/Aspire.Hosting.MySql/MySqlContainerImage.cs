namespace Aspire.Hosting.MySql;

/// <summary>The image of a MySQL server and the paths in it that mounts refer to.</summary>
internal static class MySqlContainerImage
{
    public const string Registry = "docker.io";
    public const string Image = "library/mysql";
    public const string Tag = "9.7";

    public const string DataFolder = "/var/lib/mysql";
}
