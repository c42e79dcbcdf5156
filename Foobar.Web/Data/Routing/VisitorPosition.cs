using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>What a visitor's reads must contain; it moves on with their writes and strong reads.</summary>
/// <remarks>Belongs to one request; what it came to is sent with the answer and comes back with the next request.</remarks>
internal sealed class VisitorPosition
{
    private VisitorPosition(GtidSet? value) => Value = value;

    /// <summary>The position; null when it is not known, so that only a strong read is sure to contain the visitor's writes.</summary>
    public GtidSet? Value { get; private set; }

    /// <summary>It is another one than at the begin of the request.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The level at which this visitor's reads contain their writes.</summary>
    public ReadLevel Level => Value is null ? ReadLevel.Strong.Telling(this) : ReadLevel.AtLeast(Value).Telling(this);

    /// <summary>A position to begin with; null when there is none.</summary>
    public static VisitorPosition Of(GtidSet? value) => new(value);

    /// <summary>The visitor has written, or read, up to here.</summary>
    public void Advance(GtidSet position)
    {
        // A server without GTIDs has no positions to tell.
        if (position.IsEmpty)
        {
            Forget();
            return;
        }
        var after = Value is null ? position : Value.Union(position);
        HasChanged |= !ReferenceEquals(after, Value);
        Value = after;
    }

    /// <summary>The visitor has written, and where that is could not be learnt.</summary>
    public void Forget()
    {
        HasChanged |= Value is not null;
        Value = null;
    }
}
