using Microsoft.Extensions.Options;

namespace Foobar.Web.Serving;

/// <summary>Refuses to start with an address that cannot be linked to.</summary>
internal sealed class SiteOptionsValidator : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options) =>
        options.Address is { IsAbsoluteUri: true, Scheme: "https" or "http", PathAndQuery: "/" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{SiteOptions.Section}:{nameof(SiteOptions.Address)} is '{options.Address}': it must be like https://www.foobar.com, without a path.");
}
