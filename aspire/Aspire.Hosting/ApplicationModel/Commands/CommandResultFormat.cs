namespace Aspire.Hosting.ApplicationModel;

/// <summary>The format of a command's result.</summary>
public enum CommandResultFormat
{
    Text,
    Json,
    Markdown,
}
