namespace Foobar.Web.Consistency;

/// <summary>Registers what makes writes happen once and lets everybody read their own.</summary>
internal static class ConsistencyServices
{
    /// <summary>Adds the signer of positions.</summary>
    public static void AddConsistency(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<ReadPositionToken>();
}
