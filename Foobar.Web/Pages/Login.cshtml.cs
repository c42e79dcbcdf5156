using System.Globalization;
using Foobar.Web.Identity;
using Foobar.Web.Identity.SignIn;
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

    /// <summary>How long the visitor has to wait, when passwords were tried too often.</summary>
    public TimeSpan? Wait { get; private set; }

    public IActionResult OnGet() => visitor.Account is null ? Page() : Back();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Outcome<Account> outcome;
        try
        {
            outcome = await accounts.SignInAsync(Input.Email, Input.Password, visitor.Address, cancellationToken);
        }
        catch (TooManyAttemptsException attempts)
        {
            Wait = attempts.Wait;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = Math.Ceiling(attempts.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Page();
        }
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

    private LocalRedirectResult Back() => LocalRedirect(Addresses.Back(Url, ReturnUrl));
}
