using Microsoft.Extensions.Options;

namespace Foobar.Web.Identity;

/// <summary>Refuses to start without a signing key that is long enough, or with a lifetime that cannot work.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.SigningKey))
        {
            failures.Add($"{TokenOptions.SigningKeyName} is missing: set it to {TokenOptions.KeyMinimum} random characters or more, "
                + "the same on every web server.");
        }
        else if (options.SigningKey.Length < TokenOptions.KeyMinimum)
        {
            failures.Add($"{TokenOptions.SigningKeyName} has {options.SigningKey.Length} characters: it must have {TokenOptions.KeyMinimum} or more.");
        }
        if (options.Lifetime <= TimeSpan.Zero)
            failures.Add($"{TokenOptions.Section}:{nameof(TokenOptions.Lifetime)} is {options.Lifetime}: it must be more than zero.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
