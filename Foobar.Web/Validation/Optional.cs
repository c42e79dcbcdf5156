namespace Foobar.Web.Validation;

/// <summary>A value that may be absent, which is not the same as null: absent keeps what is stored.</summary>
internal readonly record struct Optional<T>(bool IsPresent, T? Value)
{
    /// <summary>A value that was given, possibly null.</summary>
    public static Optional<T> Of(T? value) => new(true, value);

    /// <summary>The value, or what is stored when it is absent.</summary>
    public T? Or(T? stored) => IsPresent ? Value : stored;
}
