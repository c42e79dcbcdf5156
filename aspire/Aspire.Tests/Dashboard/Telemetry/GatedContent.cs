using System.Net;
using System.Net.Http.Headers;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>A body that begins at once and ends when a gate opens.</summary>
internal sealed class GatedContent : HttpContent
{
    private readonly Task _gate;

    public GatedContent(Task gate)
    {
        _gate = gate;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync(Token);
        await _gate;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
