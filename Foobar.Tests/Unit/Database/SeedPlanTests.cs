using System.Text.Json;
using Foobar.Database.Seed;
using Foobar.Web.Articles;
using Foobar.Web.Comments;
using Foobar.Web.Identity;
using Foobar.Web.Validation;

namespace Foobar.Tests.Unit.Database;

public sealed class SeedPlanTests
{
    private static readonly SeedSize Size = new(Users: 50, Articles: 1_000, Comments: 10_000);
    private static readonly DateTime End = new(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly SeedPlan _plan = new(Size, End);

    [Fact]
    public void The_same_size_and_end_make_the_same_site_in_whatever_order_it_is_written()
    {
        var again = new SeedPlan(Size, End);

        var forwards = Enumerable.Range(0, 100).Select(_plan.WriteArticle).ToArray();
        var backwards = Enumerable.Range(0, 100).Reverse().Select(again.WriteArticle).Reverse().ToArray();

        Assert.Equal(_plan.Users, again.Users);
        Assert.Equal(_plan.Follows, again.Follows);
        Assert.Equal(JsonSerializer.Serialize(forwards), JsonSerializer.Serialize(backwards));
    }

    [Fact]
    public void It_has_what_was_asked_for()
    {
        var articles = WriteAll();

        Assert.Equal(Size, new SeedSize(_plan.Users.Count, articles.Length, articles.Sum(article => article.Comments.Count)));
        Assert.All(articles, article => Assert.InRange(article.Author, 0, Size.Users - 1));
        Assert.Equal(articles.Length, articles.Select(article => article.Slug).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(_plan.Users.Count, _plan.Users.Select(user => user.Username).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(_plan.Users.Count, _plan.Users.Select(user => user.Email).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(_plan.Follows.Count, _plan.Follows.Distinct().Count());
    }

    [Fact]
    public void The_site_would_take_all_of_it()
    {
        var errors = new FieldErrors();

        AccountRules.Password(errors, SeedPlan.Password);
        foreach (var user in _plan.Users)
        {
            Assert.Equal(user.Username, AccountRules.Username(errors, user.Username));
            Assert.Equal(user.Email, AccountRules.Email(errors, user.Email));
            Assert.Equal(user.Bio, AccountRules.Bio(errors, user.Bio));
        }
        foreach (var article in WriteAll())
        {
            Assert.Equal(article.Title, ArticleRules.Title(errors, article.Title));
            Assert.Equal(article.Slug, Slug.Of(article.Title));
            Assert.Equal(article.Description, ArticleRules.Description(errors, article.Description));
            ArticleRules.Body(errors, article.Body);
            Assert.Equal(article.Tags, ArticleRules.Tags(errors, [.. article.Tags]));
            foreach (var comment in article.Comments)
                CommentRules.Body(errors, comment.Body);
            Assert.Equal(article.Favorites.Count, article.Favorites.Distinct().Count());
        }
        Assert.Empty(errors.Messages);
    }

    [Fact]
    public void Times_are_in_order_and_spread_over_two_years()
    {
        var articles = WriteAll();

        Assert.Equal(articles.Select(article => article.CreatedAt).Order(), articles.Select(article => article.CreatedAt));
        Assert.InRange((End - articles[0].CreatedAt).TotalDays, 600, 730);
        Assert.InRange((End - articles[^1].CreatedAt).TotalDays, 0, 7);
        Assert.All(_plan.Users, user => Assert.True(user.CreatedAt < articles[0].CreatedAt));
        Assert.All(articles, article => Assert.InRange(article.UpdatedAt, article.CreatedAt, End));
        Assert.All(articles, article => Assert.All(article.Comments, comment => Assert.InRange(comment.CreatedAt, article.CreatedAt, End)));
    }

    [Fact]
    public void A_few_are_much_more_popular_than_the_others()
    {
        var articles = WriteAll();

        AssertSkewed(articles.Select(article => article.Comments.Count));
        AssertSkewed(articles.Select(article => article.Favorites.Count));
        AssertSkewed(articles.CountBy(article => article.Author).Select(author => author.Value));
        AssertSkewed(_plan.Follows.CountBy(follow => follow.Followed).Select(user => user.Value));
        AssertSkewed(articles.SelectMany(article => article.Tags).CountBy(tag => tag).Select(tag => tag.Value));
    }

    [Theory]
    [InlineData("## ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("> ")]
    [InlineData("```sql")]
    [InlineData("|---|")]
    [InlineData("See also: [")]
    public void Texts_have_all_that_Markdown_has(string mark)
    {
        var articles = WriteAll();

        Assert.Contains(articles, article => article.Body.Contains($"\n{mark}", StringComparison.Ordinal));
        Assert.DoesNotContain(articles, article => article.Body.Contains("{subject}", StringComparison.OrdinalIgnoreCase) || article.Body.Contains("{other}", StringComparison.OrdinalIgnoreCase));
        Assert.InRange(articles.Min(article => article.Body.Length), 100, 1_500);
        Assert.InRange(articles.Max(article => article.Body.Length), 6_000, 50_000);
    }

    /// <summary>A tenth has at least a fifth of the whole.</summary>
    private static void AssertSkewed(IEnumerable<int> counts)
    {
        var ordered = counts.OrderDescending().ToArray();
        Assert.InRange(ordered.Take((ordered.Length + 9) / 10).Sum() / (double)ordered.Sum(), 0.2, 0.9);
    }

    private SeedArticle[] WriteAll() => [.. Enumerable.Range(0, Size.Articles).Select(_plan.WriteArticle)];
}
