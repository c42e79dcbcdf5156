using Chaos.Judging;
using Chaos.Record;

namespace Foobar.Tests.Unit.Chaos;

/// <summary>Every verdict is provoked by a history that deserves it, beside one that barely does not.</summary>
public sealed class HistoryJudgeTests
{
    private const int Mine = 1;
    private const int Other = 2;

    [Fact]
    public void A_good_history_has_no_findings()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Write(Mine, 1).ReadValue(Mine, Mine, 1).ReadList(Mine, Mine, 1, [1])
            .ReadValue(Other, Mine, 1).ReadValueAnonymously(Other, Mine, 0).Append(Mine, 2).ReadList(Other, Mine, 2, [2, 1])
            .Stored([(Mine, 1, 1), (Mine, 2, 1)], (Mine, 1));

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void An_acknowledged_article_that_is_not_stored_is_lost()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2).Stored([(Mine, 1, 1)], (Mine, 0));

        AssertOne(FindingKind.Lost, history);
    }

    [Fact]
    public void An_acknowledged_value_that_is_not_stored_is_lost()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Write(Mine, 1).Write(Mine, 2).Stored([(Mine, 1, 1)], (Mine, 1));

        AssertOne(FindingKind.Lost, history);
    }

    [Fact]
    public void A_register_that_is_not_stored_is_lost()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Stored([(Mine, 1, 1)]);

        AssertOne(FindingKind.Lost, history);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_write_that_was_given_up_may_be_stored_or_not(bool isStored)
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2, isDone: false).Write(Mine, 1, isDone: false)
            .Stored(isStored ? [(Mine, 1, 1), (Mine, 2, 1)] : [(Mine, 1, 1)], (Mine, isStored ? 1 : 0));

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void An_article_that_is_stored_twice_is_duplicated()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Stored([(Mine, 1, 2)], (Mine, 0));

        AssertOne(FindingKind.Duplicated, history);
    }

    [Fact]
    public void An_article_that_was_given_up_must_not_be_stored_twice_either()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2, isDone: false).Stored([(Mine, 1, 1), (Mine, 2, 2)], (Mine, 0));

        AssertOne(FindingKind.Duplicated, history);
    }

    [Fact]
    public void An_article_that_is_in_a_list_twice_is_duplicated()
    {
        var history = new HistoryBuilder().Append(Mine, 1).ReadList(Mine, Mine, 2, [1, 1]);

        AssertOne(FindingKind.Duplicated, history);
    }

    [Fact]
    public void An_own_list_that_lacks_an_acknowledged_article_is_stale()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2).ReadList(Mine, Mine, 1, [1]);

        Assert.Equal([FindingKind.StaleOwnRead, FindingKind.StaleOwnRead], Judge(history).Select(finding => finding.Kind));
    }

    [Fact]
    public void An_own_list_that_counts_too_few_is_stale()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2).ReadList(Mine, Mine, 1, [2, 1]);

        AssertOne(FindingKind.StaleOwnRead, history);
    }

    [Fact]
    public void Older_articles_need_not_be_on_the_first_page()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2).Append(Mine, 3).Append(Mine, 4).ReadList(Mine, Mine, 4, [4, 3, 2]);

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void An_article_of_unknown_fate_may_push_an_older_one_off_the_page()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Append(Mine, 2, isDone: false).Append(Mine, 3).Append(Mine, 4).ReadList(Mine, Mine, 4, [2, 4, 3]);

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void An_article_that_was_sent_during_the_read_may_push_an_older_one_off_the_page()
    {
        var history = new HistoryBuilder().Append(Other, 1).Append(Other, 2).ReadList(Mine, Other, 3, [3, 2], limit: 2, ClientStyle.CredentialsOnly)
            .But(read => read with { End = TimeSpan.FromSeconds(9) }).Append(Other, 3);

        Assert.Empty(Judge(history));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public void An_own_value_that_is_older_than_the_acknowledged_one_is_stale(int? value)
    {
        var history = new HistoryBuilder().Append(Mine, 1).Write(Mine, 1).Write(Mine, 2).ReadValue(Mine, Mine, value);

        AssertOne(FindingKind.StaleOwnRead, history);
    }

    [Fact]
    public void A_write_that_was_acknowledged_after_the_read_began_need_not_be_seen()
    {
        var history = new HistoryBuilder().Append(Other, 1).Write(Other, 1).ReadValue(Mine, Other, 0, ClientStyle.CredentialsOnly)
            .But(read => read with { Start = TimeSpan.FromSeconds(2.4) });

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void A_strong_read_without_what_others_were_told_is_stale()
    {
        var history = new HistoryBuilder().Append(Other, 1).Write(Other, 1).ReadValue(Mine, Other, 0, ClientStyle.CredentialsOnly);

        AssertOne(FindingKind.StaleStrongRead, history);
    }

    [Fact]
    public void A_read_with_a_position_need_not_show_what_others_were_told()
    {
        var history = new HistoryBuilder().Append(Other, 1).Write(Other, 1).ReadValue(Mine, Other, 0).ReadList(Mine, Other, 0, []);

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void A_value_below_one_that_the_same_client_has_seen_is_back_in_time()
    {
        var history = new HistoryBuilder().Append(Other, 1).Write(Other, 1).Write(Other, 2).ReadValue(Mine, Other, 2).ReadValue(Mine, Other, 1);

        AssertOne(FindingKind.BackInTime, history);
    }

    [Fact]
    public void A_shorter_list_than_the_same_client_has_seen_is_back_in_time()
    {
        var history = new HistoryBuilder().Append(Other, 1).Append(Other, 2).ReadList(Mine, Other, 2, [2, 1]).ReadList(Mine, Other, 1, [1]);

        AssertOne(FindingKind.BackInTime, history);
    }

    [Fact]
    public void Two_clients_need_not_see_the_same_and_anonymous_reads_have_no_order()
    {
        var history = new HistoryBuilder().Append(Other, 1).Write(Other, 1).ReadValue(3, Other, 1).ReadValue(4, Other, 0)
            .ReadValueAnonymously(4, Other, 1).ReadValueAnonymously(4, Other, 0);

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void A_value_of_unknown_fate_may_appear_late()
    {
        var history = new HistoryBuilder().Append(Mine, 1).Write(Mine, 1, isDone: false).Write(Mine, 2).ReadValue(Mine, Mine, 2).ReadValue(Mine, Mine, 1);

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void What_nobody_has_written_is_invented()
    {
        AssertOne(FindingKind.Invented, new HistoryBuilder().Append(Mine, 1).ReadValue(Mine, Mine, 7));
        AssertOne(FindingKind.Invented, new HistoryBuilder().Append(Mine, 1).ReadList(Mine, Mine, 2, [9, 1]));
        AssertOne(FindingKind.Invented, new HistoryBuilder().Append(Mine, 1).Stored([(Mine, 1, 1), (Mine, 2, 1)], (Mine, 0)));
    }

    [Fact]
    public void What_a_fault_saw_is_a_violation()
    {
        var history = new HistoryBuilder().Fault("hang-primary", FaultImpact.Waits, 0, 1, "mysql-1 accepted a write");

        AssertOne(FindingKind.Violation, history);
    }

    private static IReadOnlyList<Finding> Judge(HistoryBuilder history) => HistoryJudge.Judge(history.Build());

    private static void AssertOne(FindingKind expected, HistoryBuilder history) => Assert.Equal(expected, Assert.Single(Judge(history)).Kind);
}
