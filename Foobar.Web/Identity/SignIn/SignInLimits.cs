namespace Foobar.Web.Identity.SignIn;

/// <summary>How often passwords may be tried.</summary>
internal static class SignInLimits
{
    /// <summary>For one address, on all accounts together.</summary>
    public static readonly Allowance Address = new(Burst: 30, TimeSpan.FromSeconds(20));

    /// <summary>For one account from one address.</summary>
    public static readonly Allowance Pair = new(Burst: 5, TimeSpan.FromSeconds(30));

    /// <summary>For one account, from all addresses together. More than this is an attack, in which <see cref="PairUnderAttack"/> counts.</summary>
    public static readonly Allowance Account = new(Burst: 30, TimeSpan.FromSeconds(60));

    /// <summary>For one account from one address while the account is attacked.</summary>
    public static readonly Allowance PairUnderAttack = new(Burst: 1, TimeSpan.FromMinutes(5));

    /// <summary>Decides on an attempt at this time.</summary>
    /// <remarks>
    /// No number of failures from elsewhere shuts anybody out: an address that has not failed for this account is heard, attack or not.
    /// </remarks>
    public static SignInVerdict Decide(SignInState state, DateTime now)
    {
        var pairLimit = Account.WaitAt(state.Account, now) > TimeSpan.Zero ? PairUnderAttack : Pair;
        var (pairWait, addressWait) = (pairLimit.WaitAt(state.Pair, now), Address.WaitAt(state.Address, now));
        if (pairWait > TimeSpan.Zero || addressWait > TimeSpan.Zero)
            return new SignInVerdict(pairWait > addressWait ? pairWait : addressWait, state);
        // What is over the account's allowance is not added up: the alarm ends soon after the attack.
        var account = Account.WaitAt(state.Account, now) > TimeSpan.Zero ? state.Account : Account.After(state.Account, now);
        return new SignInVerdict(TimeSpan.Zero, new SignInState(account, Address.After(state.Address, now), pairLimit.After(state.Pair, now)));
    }

    /// <summary>The state after an attempt that was right: it is taken back, and with it the account's failures from this address.</summary>
    public static SignInState Forgive(SignInState state, DateTime now) =>
        new(state.Account - Account.Interval, state.Address - Address.Interval, now);
}
