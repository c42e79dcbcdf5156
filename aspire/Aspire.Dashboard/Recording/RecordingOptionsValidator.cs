using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Recording;

/// <summary>Refuses files that cannot be meant.</summary>
internal sealed class RecordingOptionsValidator : IValidateOptions<RecordingOptions>
{
    public const long SmallestFile = 1 << 20;

    public ValidateOptionsResult Validate(string? name, RecordingOptions options)
    {
        var failures = new List<string>();
        if (!string.IsNullOrEmpty(options.Path) && !string.IsNullOrEmpty(options.Open))
            failures.Add($"{RecordingOptions.Section}:{nameof(options.Path)} and {nameof(options.Open)} are both set: telemetry is either kept in a file or looked at in one.");
        if (!string.IsNullOrEmpty(options.Open) && !File.Exists(options.Open))
            failures.Add($"{RecordingOptions.Section}:{nameof(options.Open)} is '{options.Open}': there is no such file.");
        if (options.MaxBytes < SmallestFile)
            failures.Add($"{RecordingOptions.Section}:{nameof(options.MaxBytes)} is {options.MaxBytes}; it must be {SmallestFile} or more.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
