using System.Globalization;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Configuration;

/// <summary>Collects what is wrong with the settings of a section, each by its key.</summary>
internal sealed class Requirements(string section)
{
    private readonly List<string> _failures = [];

    /// <summary>Success, or all that is wrong.</summary>
    public ValidateOptionsResult Result => _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    /// <summary>Notes a setting that breaks its rule.</summary>
    /// <param name="holds">The rule is kept.</param>
    /// <param name="key">The key within the section.</param>
    /// <param name="value">What is configured.</param>
    /// <param name="rule">What it must be, as the end of a sentence.</param>
    public void Require(bool holds, string key, object value, string rule)
    {
        if (!holds)
            _failures.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{key} is {value}: it must be {rule}."));
    }
}
