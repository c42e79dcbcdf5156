namespace Monitoring;

/// <summary>Panels that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Panels">The panels, from left to right.</param>
public sealed record Row(string Title, params Panel[] Panels);
