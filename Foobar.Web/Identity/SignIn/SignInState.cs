namespace Foobar.Web.Identity.SignIn;

/// <summary>When the attempts so far are paid off: those on an account, those from an address, and those on the one from the other.</summary>
internal readonly record struct SignInState(DateTime Account, DateTime Address, DateTime Pair);
