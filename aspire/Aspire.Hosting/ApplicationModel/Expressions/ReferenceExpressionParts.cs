using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Collects the text and the holes of a reference expression.</summary>
internal sealed class ReferenceExpressionParts(int literalLength = 0, int formattedCount = 0)
{
    private readonly StringBuilder _format = new(literalLength * 2);
    private readonly List<IValueProvider> _valueProviders = new(formattedCount);
    private readonly List<string> _manifestExpressions = new(formattedCount);
    private readonly List<string?> _stringFormats = new(formattedCount);

    public bool IsEmpty => _format.Length == 0;

    public void AppendLiteral(string value) =>
        _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendText(string? value, string? format = null)
    {
        if (value is not null)
            AppendLiteral(string.Equals(format, "uri", StringComparison.OrdinalIgnoreCase) ? Uri.EscapeDataString(value) : value);
    }

    public void AppendValue(IValueProvider provider, string manifestExpression, string? format)
    {
        if (format is null && provider is ReferenceExpression { IsConditional: false } nested)
        {
            AppendNested(nested);
            return;
        }
        if (format is not null && provider is ReferenceExpression)
            throw new ArgumentException("A reference expression cannot be used with a format of its own; put its parts in place.", nameof(format));
        _format.Append('{').Append(_valueProviders.Count).Append('}');
        _valueProviders.Add(provider);
        _manifestExpressions.Add(manifestExpression);
        _stringFormats.Add(format);
    }

    public ReferenceExpression Build() =>
        ReferenceExpression.Create(_format.ToString(), [.. _valueProviders], [.. _manifestExpressions], [.. _stringFormats]);

    /// <summary>Puts the holes of another expression in place, so that each keeps its own format.</summary>
    private void AppendNested(ReferenceExpression nested)
    {
        var renumbered = new object[nested.ValueProviders.Count];
        for (var i = 0; i < renumbered.Length; i++)
            renumbered[i] = $"{{{_valueProviders.Count + i}}}";
        // string.Format would drop the escapes of literal braces, so they are doubled once more before.
        var kept = nested.Format.Replace("{{", "{{{{", StringComparison.Ordinal).Replace("}}", "}}}}", StringComparison.Ordinal);
        _format.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, kept, renumbered);
        _valueProviders.AddRange(nested.ValueProviders);
        _manifestExpressions.AddRange(nested.ManifestExpressions);
        _stringFormats.AddRange(nested.StringFormats);
    }
}
