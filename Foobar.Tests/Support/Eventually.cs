namespace Foobar.Tests.Support;

/// <summary>The one place where tests wait: for a condition, with a deadline that a loaded machine meets.</summary>
internal static class Eventually
{
    /// <summary>Asks again and again until the answer is one; fails with the last thing learnt at the deadline (60 s unless told).</summary>
    public static async Task<T> GetAsync<T>(Func<CancellationToken, Task<(T? Answer, string Seen)>> ask, TimeSpan? within = null) where T : class
    {
        var limit = within ?? TimeSpan.FromSeconds(60);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(limit);
        var seen = "nothing";
        try
        {
            while (true)
            {
                (var answer, seen) = await ask(deadline.Token);
                if (answer is not null)
                    return answer;
                await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {limit.TotalSeconds:0} s. Last seen: {seen}");
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task BecomesTrueAsync(Func<CancellationToken, Task<bool>> condition, string what, TimeSpan? within = null) =>
        GetAsync(async cancellationToken => (await condition(cancellationToken) ? "" : null, $"{what}: not yet"), within);
}
