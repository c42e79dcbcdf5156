using Microsoft.Playwright;

namespace Foobar.Tests.Browser;

/// <summary>How long a browser may take on a machine that has much else to do.</summary>
internal static class Deadlines
{
    private const int Milliseconds = 60_000;

    /// <summary>Has what is done on the context's pages, and what is expected of any page, wait so long.</summary>
    public static void SetDeadlines(this IBrowserContext context)
    {
        context.SetDefaultTimeout(Milliseconds);
        Assertions.SetDefaultExpectTimeout(Milliseconds);
    }
}
