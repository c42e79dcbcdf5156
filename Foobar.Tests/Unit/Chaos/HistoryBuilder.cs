using Chaos.Record;

namespace Foobar.Tests.Unit.Chaos;

/// <summary>Makes histories by hand: each operation takes half a second and begins a second after the one before.</summary>
internal sealed class HistoryBuilder
{
    private static readonly Attempt Success = new(TimeSpan.Zero, TimeSpan.Zero, 200, "web-1", IsReplay: false, null, null);

    private readonly List<Operation> _operations = [];
    private readonly List<FaultRecord> _faults = [];
    private readonly List<Truth> _truths = [];

    public HistoryBuilder Append(int client, int number, bool isDone = true) => Add(client, client, OperationKind.Append, isDone, operation => operation with { Written = number });

    public HistoryBuilder Write(int client, int value, bool isDone = true) => Add(client, client, OperationKind.Write, isDone, operation => operation with { Written = value });

    public HistoryBuilder ReadValue(int client, int subject, int? value, ClientStyle style = ClientStyle.Header) =>
        Add(client, subject, OperationKind.ReadRegister, isDone: true, operation => operation with { Value = value, Style = style });

    public HistoryBuilder ReadValueAnonymously(int client, int subject, int? value) =>
        Add(client, subject, OperationKind.AnonymousRegister, isDone: true, operation => operation with { Value = value });

    public HistoryBuilder ReadList(int client, int subject, int total, int[] newest, int limit = 3, ClientStyle style = ClientStyle.Header) =>
        Add(client, subject, OperationKind.ReadList, isDone: true, operation => operation with { List = new ArticleList(total, newest, limit), Style = style });

    /// <summary>Changes the operation that was added last.</summary>
    public HistoryBuilder But(Func<Operation, Operation> change)
    {
        _operations[^1] = change(_operations[^1]);
        return this;
    }

    public HistoryBuilder Fault(string name, FaultImpact impact, int from, int to, params string[] violations)
    {
        _faults.Add(new FaultRecord(name, impact, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to), name, violations));
        return this;
    }

    public HistoryBuilder Stored((int Client, int Number, int Count)[] articles, params (int Client, int Value)[] registers)
    {
        _truths.Add(new Truth("mysql-1", articles.ToDictionary(article => (article.Client, article.Number), article => article.Count), registers.ToDictionary(register => register.Client, register => register.Value)));
        return this;
    }

    public RunRecord Build() => new(_operations, _faults, _truths);

    private HistoryBuilder Add(int client, int subject, OperationKind kind, bool isDone, Func<Operation, Operation> complete)
    {
        var start = TimeSpan.FromSeconds(_operations.Count + 1);
        _operations.Add(complete(new Operation
        {
            Client = client,
            Style = ClientStyle.Header,
            Kind = kind,
            Subject = subject,
            Start = start,
            End = start + TimeSpan.FromSeconds(0.5),
            Attempts = [isDone ? Success : Success with { Status = 503, RetryAfter = TimeSpan.FromSeconds(5) }],
            Outcome = isDone ? OperationOutcome.Done : OperationOutcome.GivenUp,
        }));
        return this;
    }
}
