using Foobar.Web.Identity;
using Foobar.Web.Pages.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foobar.Web.Pages;

/// <summary>Signs a new user up and in, and leads back to where they were.</summary>
internal sealed class RegisterModel(AccountService accounts, Visitor visitor) : PageModel
{
    /// <summary>The form.</summary>
    [BindProperty]
    public RegisterInput Input { get; set; } = new();

    /// <summary>The page that the visitor came from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => visitor.Account is null ? Page() : Back();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await accounts.RegisterAsync(Input.ToAccount(), visitor.Write, cancellationToken);
        if (outcome.Value is not { } account)
        {
            ModelState.AddFields(outcome.Errors!);
            return Page();
        }
        await SessionCookie.SignInAsync(HttpContext, account);
        return Back();
    }

    private LocalRedirectResult Back() => LocalRedirect(Addresses.Back(Url, ReturnUrl));
}
