using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Parser;
using Foobar.Gateway.Maintenance;

namespace Foobar.Tests.Unit.Gateway;

public sealed class MaintenancePageTests
{
    [Fact]
    public void The_page_needs_nothing_else_and_its_policy_allows_its_own_style_alone()
    {
        var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(MaintenancePage.Content));

        var style = Assert.Single(page.QuerySelectorAll("style")).TextContent;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", MaintenancePage.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", MaintenancePage.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, link, img, [style], [src]"));
        Assert.Single(page.QuerySelectorAll("h1"));
    }
}
