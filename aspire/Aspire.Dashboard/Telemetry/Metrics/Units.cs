namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Units as people write them.</summary>
internal static class Units
{
    /// <summary>The unit without the braces of an annotation: <c>{request}</c> is request, <c>By</c> is bytes.</summary>
    public static string GetPlain(string unit) => unit switch
    {
        "By" => "bytes",
        "1" => "",
        _ => unit.Trim('{', '}'),
    };
}
