namespace Foobar.ServiceDefaults;

/// <summary>How passwords are stored, by whoever stores them.</summary>
public static class Passwords
{
    /// <summary>Rounds of the framework's hasher, PBKDF2 with HMAC-SHA512: as many as OWASP's Password Storage Cheat Sheet asks for.</summary>
    public const int Rounds = 210_000;
}
