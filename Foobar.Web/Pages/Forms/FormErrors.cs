using Foobar.Web.Validation;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Foobar.Web.Pages.Forms;

/// <summary>Brings the messages of an input to the fields of a form.</summary>
internal static class FormErrors
{
    /// <summary>The prefix of the form's properties in the page's model.</summary>
    private const string Prefix = "Input.";

    /// <summary>Adds every message to the field of the same name.</summary>
    public static void AddFields(this ModelStateDictionary state, FieldErrors errors)
    {
        foreach (var (field, messages) in errors.Messages)
        {
            foreach (var message in messages)
                state.AddModelError(Prefix + field, message);
        }
    }
}
