namespace Foobar.Web.Articles;

/// <summary>Which articles a list has, and which part of it is asked for; a null tag or author does not restrict it.</summary>
internal sealed record ArticleFilter(string? Tag, string? Author, int Limit, int Offset)
{
    /// <summary>Articles of one part at most.</summary>
    public const int MaximumLimit = 100;

    /// <summary>Articles of one part when nothing else is asked for.</summary>
    public const int DefaultLimit = 20;
}
