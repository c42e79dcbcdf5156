namespace Foobar.Web.Identity.SignIn;

/// <summary>So many attempts at once, and one more after each interval (the generic cell rate algorithm).</summary>
/// <remarks>Its state is one time: when all attempts so far are paid off, at one interval each.</remarks>
internal sealed record Allowance(int Burst, TimeSpan Interval)
{
    /// <summary>How long the next attempt has to wait; zero when it need not.</summary>
    public TimeSpan WaitAt(DateTime settledAt, DateTime now)
    {
        var wait = After(settledAt, now) - (now + Burst * Interval);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>When all is paid off after one more attempt now.</summary>
    public DateTime After(DateTime settledAt, DateTime now) => (settledAt > now ? settledAt : now) + Interval;
}
