namespace Foobar.Gateway.Balancing;

/// <summary>A destination that may have a request.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Weight">Its share in proportion to the others', above zero.</param>
/// <param name="Warmth">The part of its share that it gets, above zero; 1 unless it starts slowly.</param>
internal readonly record struct WeightedDestination(Destination Destination, double Weight, double Warmth);
