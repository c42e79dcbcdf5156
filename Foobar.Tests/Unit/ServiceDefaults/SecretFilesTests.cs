using Foobar.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Foobar.Tests.Unit.ServiceDefaults;

/// <summary>Settings from files, as containers get their secrets.</summary>
public sealed class SecretFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foobar-secrets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_the_value_of_the_key_that_it_is_named_after_and_goes_before_other_settings()
    {
        File.WriteAllText(Path.Combine(_folder, "ConnectionStrings__mysql-1"), "Server=mysql-1;Password=p\n");
        File.WriteAllText(Path.Combine(_folder, "tls-key"), "several\nlines\n");
        var builder = Create(("Secrets:Folder", _folder), ("ConnectionStrings:mysql-1", "Server=elsewhere"), ("MySql:Members", "mysql-1"));

        builder.AddSecretFiles();

        Assert.Equal("Server=mysql-1;Password=p", builder.Configuration.GetConnectionString("mysql-1"));
        Assert.Equal("mysql-1", builder.Configuration["MySql:Members"]);
    }

    [Fact]
    public void Every_service_reads_them()
    {
        File.WriteAllText(Path.Combine(_folder, "Tokens__SigningKey"), "a key from a file");
        var builder = Create(("Secrets:Folder", _folder));

        builder.AddServiceDefaults();

        Assert.Equal("a key from a file", builder.Configuration["Tokens:SigningKey"]);
    }

    [Fact]
    public void Without_a_folder_nothing_is_read_and_one_that_is_missing_is_an_error()
    {
        var none = Create();
        var sources = none.Configuration.Sources.Count;
        none.AddSecretFiles();
        Assert.Equal(sources, none.Configuration.Sources.Count);

        var missing = Path.Combine(_folder, "missing");
        var exception = Assert.Throws<DirectoryNotFoundException>(Create(("Secrets:Folder", missing)).AddSecretFiles);
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Create(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }
}
