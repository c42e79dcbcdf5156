namespace Foobar.Web.Validation;

/// <summary>Why something was not done.</summary>
internal enum Refusal
{
    /// <summary>It was done.</summary>
    None,

    /// <summary>The visitor is not, or no longer, who they say they are.</summary>
    Unauthorized,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It belongs to somebody else.</summary>
    Forbidden,

    /// <summary>The input has errors.</summary>
    Invalid,
}
