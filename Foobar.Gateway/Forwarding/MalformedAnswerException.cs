namespace Foobar.Gateway.Forwarding;

/// <summary>A destination's answer is not HTTP/1.1.</summary>
internal sealed class MalformedAnswerException(string message) : HttpRequestException(HttpRequestError.InvalidResponse, message);
