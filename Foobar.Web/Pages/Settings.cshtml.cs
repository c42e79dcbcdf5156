using Foobar.Web.Identity;
using Foobar.Web.Pages.Forms;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>Changes the own account.</summary>
[Authorize]
internal sealed class SettingsModel(AccountService accounts, Visitor visitor) : PageModel
{
    /// <summary>The form.</summary>
    [BindProperty]
    public SettingsInput Input { get; set; } = new();

    public void OnGet() => Input = SettingsInput.Of(visitor.Required);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await accounts.ChangeAsync(visitor.Required.Id, Input.ToChanges(), visitor.Write, cancellationToken);
        if (outcome.Refusal == Refusal.Unauthorized)
            return Challenge();
        if (outcome.Value is not { } account)
        {
            ModelState.AddFields(outcome.Errors!);
            return Page();
        }
        // A new password ends all sessions; this one goes on.
        await SessionCookie.SignInAsync(HttpContext, account);
        return LocalRedirect(Addresses.Profile(account.Username));
    }
}
