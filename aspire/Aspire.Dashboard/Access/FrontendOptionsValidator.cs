using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Access;

/// <summary>Refuses an unknown mode and a missing token.</summary>
internal sealed class FrontendOptionsValidator : IValidateOptions<FrontendOptions>
{
    public ValidateOptionsResult Validate(string? name, FrontendOptions options)
    {
        if (options.IsUnsecured)
            return ValidateOptionsResult.Success;
        if (!string.Equals(options.AuthMode, "BrowserToken", StringComparison.OrdinalIgnoreCase))
            return ValidateOptionsResult.Fail($"{FrontendOptions.Section}:AuthMode is '{options.AuthMode}'. Known: BrowserToken, Unsecured.");
        return string.IsNullOrEmpty(options.BrowserToken)
            ? ValidateOptionsResult.Fail($"{FrontendOptions.Section}:BrowserToken has no value, and {FrontendOptions.Section}:AuthMode asks for one.")
            : ValidateOptionsResult.Success;
    }
}
