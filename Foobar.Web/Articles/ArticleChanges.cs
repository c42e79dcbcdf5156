using Foobar.Web.Validation;

namespace Foobar.Web.Articles;

/// <summary>What an author wants changed; absent fields stay as they are.</summary>
internal sealed record ArticleChanges
{
    /// <summary>The new title; the slug follows it.</summary>
    public Optional<string> Title { get; init; }

    /// <summary>The new description.</summary>
    public Optional<string> Description { get; init; }

    /// <summary>The new text.</summary>
    public Optional<string> Body { get; init; }

    /// <summary>The new tags, in place of all the old ones.</summary>
    public Optional<IReadOnlyList<string?>> Tags { get; init; }

    /// <summary>No field is present.</summary>
    public bool IsEmpty => !(Title.IsPresent || Description.IsPresent || Body.IsPresent || Tags.IsPresent);
}
