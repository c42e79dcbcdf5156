namespace Foobar.Web.Data.Routing;

/// <summary>How fresh a read must be.</summary>
internal enum ReadLevel
{
    /// <summary>Any replica in step will do; the answer may lag behind the last write.</summary>
    Eventual,

    /// <summary>The answer contains every write that was acknowledged before the read began.</summary>
    Strong,
}
