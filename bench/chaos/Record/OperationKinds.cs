namespace Chaos.Record;

/// <summary>What kinds of operations have in common.</summary>
internal static class OperationKinds
{
    /// <summary>The operation changes data.</summary>
    public static bool IsWrite(this OperationKind kind) => kind is OperationKind.SignUp or OperationKind.Append or OperationKind.Write;

    /// <summary>The operation carries no credentials, so it is promised neither own writes nor order.</summary>
    public static bool IsAnonymous(this OperationKind kind) =>
        kind is OperationKind.AnonymousList or OperationKind.AnonymousRegister or OperationKind.AnonymousTags;
}
