namespace Foobar.Web.Data.Routing;

/// <summary>Why members did not give a connection; allocates nothing as long as there is no failure.</summary>
internal struct OpenFailures
{
    private Dictionary<string, string>? _reasons;

    /// <summary>The last exception; null when there was none.</summary>
    public Exception? Last { get; private set; }

    /// <summary>Keeps a member's last reason.</summary>
    public void Add(Member member, string reason, Exception? exception = null)
    {
        (_reasons ??= [])[member.Name] = reason;
        Last = exception ?? Last;
    }

    /// <summary>A member's last reason; null when it was not tried.</summary>
    public readonly string? For(string member) => _reasons?.GetValueOrDefault(member);
}
