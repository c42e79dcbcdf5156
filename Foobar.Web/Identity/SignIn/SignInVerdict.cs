namespace Foobar.Web.Identity.SignIn;

/// <summary>Whether a password may be tried: now, if the wait is zero; and the state after it.</summary>
internal readonly record struct SignInVerdict(TimeSpan Wait, SignInState After);
