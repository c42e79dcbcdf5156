namespace Monitoring;

/// <summary>A page of Grafana.</summary>
/// <param name="Name">Its address, and the name of its file.</param>
/// <param name="Title">Its title.</param>
/// <param name="Rows">What is on it.</param>
public sealed record Dashboard(string Name, string Title, params Row[] Rows);
