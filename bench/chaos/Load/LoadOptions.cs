namespace Chaos.Load;

/// <summary>How many clients do how much.</summary>
internal sealed record LoadOptions
{
    /// <summary>Decides what the clients do.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many clients there are.</summary>
    public int Clients { get; init; } = 16;

    /// <summary>Operations per second of all clients together while the site is fast enough.</summary>
    public double Rate { get; init; } = 90;

    /// <summary>How long a client begins attempts of an operation before it gives up.</summary>
    public TimeSpan OperationDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client waits for the answer to one attempt; none by then is a failed attempt.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a client grants when <c>Retry-After</c> asks for one.</summary>
    public TimeSpan RetryAfterAtMost { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The least wait before an operation is sent again.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time after which a client opens a new connection, so that both gateways stay in use.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Where connections go; default where the site's name leads.</summary>
    public Endpoints? Endpoints { get; init; }

    /// <summary>Articles of a list that are asked for.</summary>
    public int ListLimit { get; init; } = 5;
}
