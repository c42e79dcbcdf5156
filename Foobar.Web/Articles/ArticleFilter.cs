namespace Foobar.Web.Articles;

/// <summary>Which articles a list has, and which part of it is asked for; what is null does not restrict it.</summary>
internal sealed record ArticleFilter(int Limit, int Offset)
{
    /// <summary>Articles of one part at most.</summary>
    public const int MaximumLimit = 100;

    /// <summary>Articles of one part when nothing else is asked for.</summary>
    public const int DefaultLimit = 20;

    /// <summary>Only articles with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only articles by the user of this name.</summary>
    public string? Author { get; init; }

    /// <summary>Only favourites of the user of this name.</summary>
    public string? FavoritedBy { get; init; }

    /// <summary>Only articles by users whom this account follows.</summary>
    public long? FollowedBy { get; init; }
}
