using Foobar.Web.Identity;
using Foobar.Web.Pages.Forms;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>Signs a user in and leads back to where they wanted to go.</summary>
internal sealed class LoginModel(AccountService accounts, Visitor visitor) : PageModel
{
    /// <summary>The form.</summary>
    [BindProperty]
    public LoginInput Input { get; set; } = new();

    /// <summary>The page that asked for a sign-in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Address and password do not belong together; which of them is wrong is not said.</summary>
    public bool IsWrong { get; private set; }

    public IActionResult OnGet() => visitor.Account is null ? Page() : Back();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await accounts.SignInAsync(Input.Email, Input.Password, visitor.Address, cancellationToken);
        if (outcome.Value is { } account)
        {
            await SessionCookie.SignInAsync(HttpContext, account);
            return Back();
        }
        IsWrong = outcome.Refusal == Refusal.Unauthorized;
        if (outcome.Errors is { } errors)
            ModelState.AddFields(errors);
        return Page();
    }

    // Only to pages of this site: the address in the query is anybody's.
    private LocalRedirectResult Back() => LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
}
