namespace Chaos.Record;

/// <summary>What a list said: how many articles there are, and the numbers of the newest.</summary>
/// <param name="Total">How many articles the client has.</param>
/// <param name="Newest">The numbers of the newest ones, <paramref name="Limit"/> at most.</param>
/// <param name="Limit">How many were asked for.</param>
internal sealed record ArticleList(int Total, IReadOnlyList<int> Newest, int Limit);
