namespace Chaos.Record;

/// <summary>What a client did. Reads are of its own data or of another client's.</summary>
internal enum OperationKind
{
    /// <summary>A new account.</summary>
    SignUp,

    /// <summary>A new article with the client's next number.</summary>
    Append,

    /// <summary>A larger value in the body of a client's first article, its register.</summary>
    Write,

    /// <summary>The newest articles of a client and how many it has.</summary>
    ReadList,

    /// <summary>The value of a client's register.</summary>
    ReadRegister,

    /// <summary>The newest articles of a client, by its tag and without credentials.</summary>
    AnonymousList,

    /// <summary>The value of a client's register, without credentials.</summary>
    AnonymousRegister,

    /// <summary>All tags, without credentials.</summary>
    AnonymousTags,
}
