namespace Aspire.Dashboard.Components.Commands;

/// <summary>How a notice looks.</summary>
internal enum NoticeKind
{
    Progress,
    Success,
    Info,
    Error,
}
