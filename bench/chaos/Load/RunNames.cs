using System.Globalization;

namespace Chaos.Load;

/// <summary>Names of users, tags and articles, so that data of one run can be told from all else and read back.</summary>
internal sealed class RunNames(string run)
{
    /// <summary>The user name of a client.</summary>
    public string User(int client) => string.Create(CultureInfo.InvariantCulture, $"{run}c{client}");

    /// <summary>The tag that all articles of a client have.</summary>
    public string Tag(int client) => User(client);

    /// <summary>The title of a client's article.</summary>
    public string Title(int client, int number) => string.Create(CultureInfo.InvariantCulture, $"{run} {client} {number}");

    /// <summary>The beginning of all titles of the run.</summary>
    public string TitlePrefix => $"{run} ";

    /// <summary>The client and the number that a title names.</summary>
    /// <exception cref="FormatException">The title is none of this run.</exception>
    public (int Client, int Number) Parse(string title) =>
        title.Split(' ') is [var first, var client, var number] && first == run
            ? (int.Parse(client, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{title}' is no title of the run {run}.");
}
