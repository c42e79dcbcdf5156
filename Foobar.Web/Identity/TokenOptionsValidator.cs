using Microsoft.Extensions.Options;

namespace Foobar.Web.Identity;

/// <summary>Refuses to start without signing keys that are long enough, or with a lifetime that cannot work.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var failures = new List<string>();
        if (options.SigningKeys.Count == 0)
        {
            failures.Add($"{TokenOptions.SigningKeyName} is missing: set it to {TokenOptions.KeyMinimum} random characters or more, "
                + "the same on every web server.");
        }
        foreach (var (index, key) in options.SigningKeys.Index().Where(key => key.Item.Length < TokenOptions.KeyMinimum))
            failures.Add($"{TokenOptions.SigningKeyName} has {key.Length} characters in key {index + 1}: it must have {TokenOptions.KeyMinimum} or more.");
        if (options.Lifetime <= TimeSpan.Zero)
            failures.Add($"{TokenOptions.Section}:{nameof(TokenOptions.Lifetime)} is {options.Lifetime}: it must be more than zero.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
