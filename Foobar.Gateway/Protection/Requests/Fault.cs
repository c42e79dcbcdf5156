namespace Foobar.Gateway.Protection.Requests;

/// <summary>Why a request is not passed on.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record Fault(int Status, string Message);
