using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Forwarding;

/// <summary>Why a request got no answer, or a part of one, as YARP says it.</summary>
internal sealed record ForwardingFailure(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature;
