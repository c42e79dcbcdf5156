namespace Aspire.Tests.Support;

/// <summary>Ends a wait that would not end by itself.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Cancelled with the test, and in any case after a time that a loaded machine does not need.</summary>
    public static CancellationToken Token => Within(Limit);

    /// <summary>The same for what takes long by itself, such as a build.</summary>
    public static CancellationToken Within(TimeSpan limit)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(limit);
        return source.Token;
    }
}
