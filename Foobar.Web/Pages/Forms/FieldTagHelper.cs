using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Foobar.Web.Pages.Forms;

/// <summary>
/// A field of a form: label, input, hint and messages, tied together for assistive technology. With <c>rows</c> it takes
/// several lines. A password is never sent back.
/// </summary>
/// <remarks>Public, because Razor does not find internal tag helpers.</remarks>
[HtmlTargetElement("field", Attributes = "for,label", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>The property that the field fills.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>The text of the label; messages begin with it.</summary>
    public string Label { get; set; } = "";

    /// <summary>The input's type.</summary>
    public string Type { get; set; } = "text";

    /// <summary>Lines of a field for several lines; null for a single line.</summary>
    public int? Rows { get; set; }

    /// <summary>What browsers may fill in.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>A word of help below the field.</summary>
    public string? Hint { get; set; }

    /// <summary>An empty field is an error.</summary>
    public bool Required { get; set; }

    /// <summary>The view that the field is in; its messages are the form's.</summary>
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(For.Name, "-");
        var messages = ViewContext.ViewData.ModelState.TryGetValue(For.Name, out var entry)
            ? entry.Errors.Select(error => $"{Label} {error.ErrorMessage}").ToList()
            : [];

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("field", HtmlEncoder.Default);
        if (messages.Count > 0)
            output.AddClass("invalid", HtmlEncoder.Default);
        output.Content.AppendHtml(Text("label", Label, ("for", id)));
        output.Content.AppendHtml(Input(id, invalid: messages.Count > 0));
        if (Hint is not null)
            output.Content.AppendHtml(Text("p", Hint, ("class", "hint"), ("id", $"{id}-hint")));
        if (messages.Count > 0)
            output.Content.AppendHtml(Text("p", $"{string.Join(". ", messages)}.", ("class", "error"), ("id", $"{id}-error")));
    }

    private TagBuilder Input(string id, bool invalid)
    {
        var value = For.Model as string ?? "";
        var input = new TagBuilder(Rows is null ? "input" : "textarea");
        input.Attributes["id"] = id;
        input.Attributes["name"] = For.Name;
        if (Rows is { } rows)
        {
            input.Attributes["rows"] = $"{rows}";
            input.Attributes["dir"] = "auto";
            // HTML drops a line break right after the tag; the first one is there to be dropped.
            input.InnerHtml.Append("\n" + value);
        }
        else
        {
            input.TagRenderMode = TagRenderMode.SelfClosing;
            input.Attributes["type"] = Type;
            input.Attributes["dir"] = "auto";
            if (Type != "password")
                input.Attributes["value"] = value;
        }
        if (Autocomplete is not null)
            input.Attributes["autocomplete"] = Autocomplete;
        if (Required)
            input.Attributes["required"] = "required";
        if (invalid)
            input.Attributes["aria-invalid"] = "true";
        if (DescribedBy(id, invalid) is { Length: > 0 } describedBy)
            input.Attributes["aria-describedby"] = describedBy;
        return input;
    }

    private string DescribedBy(string id, bool invalid) =>
        string.Join(' ', new[] { Hint is null ? null : $"{id}-hint", invalid ? $"{id}-error" : null }.Where(part => part is not null));

    private static TagBuilder Text(string tag, string text, params (string Name, string Value)[] attributes)
    {
        var element = new TagBuilder(tag);
        foreach (var (name, value) in attributes)
            element.Attributes[name] = value;
        element.InnerHtml.Append(text);
        return element;
    }
}
