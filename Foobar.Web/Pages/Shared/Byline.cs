using Foobar.Web.Profiles;

namespace Foobar.Web.Pages.Shared;

/// <summary>Who wrote something, when, and how many minutes it takes to read, where that is known.</summary>
internal sealed record Byline(Profile Author, DateTime Time, int? Minutes = null);
