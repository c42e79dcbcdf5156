using Foobar.Gateway.Retry;

namespace Foobar.Tests.Unit.Gateway.Retry;

public sealed class RetryBudgetTests
{
    [Fact]
    public void The_reserve_can_be_used_up()
    {
        var budget = new RetryBudget(new RetryOptions { Reserve = 2, Budget = 0 });

        Assert.Equal([true, true, false, false], Take(budget, 4));
    }

    [Fact]
    public void Five_requests_pay_for_one_retry()
    {
        var budget = new RetryBudget(new RetryOptions { Reserve = 1, Budget = 0.2 });
        Take(budget, 1);

        for (var i = 0; i < 4; i++)
            budget.PayIn();
        Assert.False(budget.TryTake());
        budget.PayIn();

        Assert.True(budget.TryTake());
    }

    [Fact]
    public void Savings_end_at_the_reserve()
    {
        var budget = new RetryBudget(new RetryOptions { Reserve = 3, Budget = 0.2 });

        for (var i = 0; i < 1000; i++)
            budget.PayIn();

        Assert.Equal([true, true, true, false], Take(budget, 4));
    }

    private static bool[] Take(RetryBudget budget, int times) => [.. Enumerable.Range(0, times).Select(_ => budget.TryTake())];
}
