using System.Net;
using Foobar.Web.Identity.SignIn;

namespace Foobar.Tests.Unit.Identity;

public sealed class SignInLimitsTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Dictionary<string, DateTime> _settled = [];
    private DateTime _now = Start;

    [Fact]
    public void An_allowance_is_a_burst_and_then_one_per_interval()
    {
        var allowance = new Allowance(Burst: 3, TimeSpan.FromSeconds(10));
        var settled = Start;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TimeSpan.Zero, allowance.WaitAt(settled, Start));
            settled = allowance.After(settled, Start);
        }

        Assert.Equal(TimeSpan.FromSeconds(10), allowance.WaitAt(settled, Start));
        Assert.Equal(TimeSpan.FromSeconds(4), allowance.WaitAt(settled, Start.AddSeconds(6)));
        Assert.Equal(TimeSpan.Zero, allowance.WaitAt(settled, Start.AddSeconds(10)));
        Assert.Equal(TimeSpan.Zero, allowance.WaitAt(Start.AddYears(-1), Start));
    }

    [Fact]
    public void One_address_has_five_tries_at_an_account_and_thirty_at_all_of_them()
    {
        Assert.Equal(5, TryUntilRefused(_ => ("jake", "a")));
        Assert.Equal(30 - 5, TryUntilRefused(number => ($"user {number}", "a")));
    }

    [Fact]
    public void However_many_fail_from_elsewhere_an_address_that_has_not_failed_is_heard()
    {
        for (var attacker = 0; attacker < 1000; attacker++)
        {
            Try("jake", $"attacker {attacker}");
            _now = _now.AddSeconds(1);
        }

        Assert.Equal(TimeSpan.Zero, Try("jake", "home"));
    }

    [Fact]
    public void In_an_attack_an_address_has_one_try_in_five_minutes_and_soon_after_it_five_again()
    {
        for (var attacker = 0; attacker < 30; attacker++)
            Try("jake", $"attacker {attacker}");

        Assert.Equal(1, TryUntilRefused(_ => ("jake", "home")));
        Assert.Equal(TimeSpan.FromMinutes(5), Try("jake", "home"));
        _now = _now.AddMinutes(10);
        Assert.Equal(5, TryUntilRefused(_ => ("jake", "home")));
    }

    [Fact]
    public void A_right_password_takes_its_attempt_back_and_the_failures_of_this_address()
    {
        for (var i = 0; i < 3; i++)
            Try("jake", "home");
        var state = SignInLimits.Forgive(Load("jake", "home"), _now);
        Store("jake", "home", state);

        Assert.Equal(5, TryUntilRefused(_ => ("jake", "home")));
        Assert.Equal(Start + (2 + 5) * SignInLimits.Address.Interval, Load("jake", "home").Address);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_of_one_network_are_one(string one, string other, bool same)
    {
        var (a, b) = (SignInKeys.Of("jake"u8.ToArray(), IPAddress.Parse(one)), SignInKeys.Of("jake"u8.ToArray(), IPAddress.Parse(other)));

        Assert.Equal(same, a.Address.AsSpan().SequenceEqual(b.Address));
        Assert.Equal(same, a.Pair.AsSpan().SequenceEqual(b.Pair));
        Assert.Equal(a.Account, b.Account);
        Assert.Equal(3, new HashSet<string>([Convert.ToHexString(a.Account), Convert.ToHexString(a.Address), Convert.ToHexString(a.Pair)]).Count);
    }

    private int TryUntilRefused(Func<int, (string Account, string Address)> next)
    {
        var number = 0;
        while (number < 100 && next(number) is var (account, address) && Try(account, address) == TimeSpan.Zero)
            number++;
        return number;
    }

    private TimeSpan Try(string account, string address)
    {
        var verdict = SignInLimits.Decide(Load(account, address), _now);
        Store(account, address, verdict.After);
        return verdict.Wait;
    }

    private SignInState Load(string account, string address) => new(At($"account {account}"), At($"address {address}"), At($"pair {account} {address}"));

    private void Store(string account, string address, SignInState state) =>
        (_settled[$"account {account}"], _settled[$"address {address}"], _settled[$"pair {account} {address}"]) = (state.Account, state.Address, state.Pair);

    private DateTime At(string key) => _settled.GetValueOrDefault(key, _now);
}
