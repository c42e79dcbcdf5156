namespace Aspire.Tests.Support;

/// <summary>The one place where tests poll.</summary>
internal static class Eventually
{
    /// <summary>Returns when the condition holds; fails at the deadline.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var deadline = Token;
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail($"It did not come about that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);
}
