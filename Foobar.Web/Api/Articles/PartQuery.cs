using System.Globalization;
using Foobar.Web.Articles;
using Foobar.Web.Validation;

namespace Foobar.Web.Api.Articles;

/// <summary>Which part of a list is asked for. The numbers are taken as text, so that one that is none gets an error like all others.</summary>
internal sealed record PartQuery(string? Limit, string? Offset)
{
    /// <summary>The filter that the query asks for.</summary>
    public ArticleFilter ToFilter(FieldErrors errors) => new(
        Number(errors, "limit", Limit, ArticleFilter.DefaultLimit, 1, ArticleFilter.MaximumLimit),
        Number(errors, "offset", Offset, 0, 0, int.MaxValue));

    private static int Number(FieldErrors errors, string field, string? text, int unless, int atLeast, int atMost)
    {
        if (string.IsNullOrEmpty(text))
            return unless;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost)
            return number;
        errors.Add(field, $"must be a number from {atLeast} to {atMost}");
        return unless;
    }
}
