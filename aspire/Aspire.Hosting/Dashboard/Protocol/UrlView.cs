namespace Aspire.Dashboard.Protocol;

/// <summary>A link of a resource.</summary>
internal sealed record UrlView(string? EndpointName, string Url, string DisplayText, bool DetailsOnly, bool IsInactive);
