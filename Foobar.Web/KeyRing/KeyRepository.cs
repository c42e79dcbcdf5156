using System.Xml.Linq;
using Dapper;
using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Foobar.Web.KeyRing;

/// <summary>Keeps the data-protection keys in the site's database, where every web server finds them.</summary>
/// <remarks>The framework's interface has no asynchronous form; it is called a few times a day, so a thread may wait.</remarks>
internal sealed class KeyRepository(SiteDatabase database, TimeProvider time) : IXmlRepository
{
    // Strong: a key that another web server has just stored must be seen, or this one would make a second one.
    public IReadOnlyCollection<XElement> GetAllElements() => database.ReadAsync(
        ReadLevel.Strong,
        async (connection, token) => (IReadOnlyCollection<XElement>)[.. (await connection.QueryAsync<string>(
            new CommandDefinition("SELECT xml FROM data_protection_keys ORDER BY id", cancellationToken: token))).Select(xml => XElement.Parse(xml))],
        CancellationToken.None).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => database.WriteAsync(
        WriteRequest.Own(),
        (connection, transaction, token) => connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO data_protection_keys (friendly_name, xml, created_at) VALUES (@friendlyName, @xml, @now)",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting), now = time.GetUtcNow().UtcDateTime },
            transaction, cancellationToken: token)),
        CancellationToken.None).GetAwaiter().GetResult();
}
