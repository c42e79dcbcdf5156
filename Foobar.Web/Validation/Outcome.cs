namespace Foobar.Web.Validation;

/// <summary>A value, or the reason why there is none; errors are there only when the input was invalid.</summary>
internal sealed record Outcome<T>(T? Value, Refusal Refusal, FieldErrors? Errors)
{
    /// <summary>It was done.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, Refusal.None, null);

    /// <summary>It was not done.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal, null);

    /// <summary>The input has errors.</summary>
    public static implicit operator Outcome<T>(FieldErrors errors) => new(default, Refusal.Invalid, errors);
}
