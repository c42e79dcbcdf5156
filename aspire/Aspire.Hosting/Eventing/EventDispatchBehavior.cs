namespace Aspire.Hosting.Eventing;

/// <summary>Whether handlers run one after another, and whether the publisher waits for them.</summary>
public enum EventDispatchBehavior
{
    BlockingSequential,
    BlockingConcurrent,
    NonBlockingSequential,
    NonBlockingConcurrent,
}
