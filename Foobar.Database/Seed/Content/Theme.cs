namespace Foobar.Database.Seed.Content;

/// <summary>What one article is about: a topic, and two different things of it.</summary>
internal sealed record Theme(Topic Topic, string Subject, string Other);
