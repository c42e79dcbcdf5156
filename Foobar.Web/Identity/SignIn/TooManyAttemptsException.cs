namespace Foobar.Web.Identity.SignIn;

/// <summary>Passwords were tried too often; the next attempt has to wait for this long.</summary>
internal sealed class TooManyAttemptsException(TimeSpan wait) : Exception($"Passwords were tried too often; the next attempt has to wait for {wait.TotalSeconds:0} s.")
{
    /// <summary>How long the next attempt has to wait.</summary>
    public TimeSpan Wait => wait;
}
