using Foobar.Gateway.Retry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Caching;

/// <summary>One request that the cache sends to a web, and the answer to it.</summary>
/// <remarks>
/// The client's own conditions are taken out, since the whole answer is to be kept; the cache judges them. While an answer that may be kept is collected, nothing
/// of it goes to the client: so a client that reads slowly holds nobody up, and a web that dies in the middle leaves time for a better answer.
/// </remarks>
internal sealed class Exchange
{
    private readonly HttpContext _context;
    private readonly CacheEntry? _known;
    private readonly CacheOptions _options;
    private readonly Action<Exchange> _onPassed;
    private readonly KeyValuePair<string, StringValues>[] _own;
    private readonly long _asked;
    private readonly TimeProvider _time;
    private Freshness _freshness;
    private ReadOnlyMemory<byte> _body;

    /// <summary>Prepares it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">What is kept for it and may be confirmed; null when nothing is.</param>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onPassed">Called when it turns out that the answer cannot be kept, before the client gets any of it.</param>
    public Exchange(HttpContext context, CacheEntry? known, CacheOptions options, TimeProvider time, Action<Exchange> onPassed)
    {
        (_context, _known, _options, _time, _onPassed) = (context, known, options, time, onPassed);
        _own = [.. context.Response.Headers];
        _asked = time.GetTimestamp();
    }

    /// <summary>What is done with the answer.</summary>
    public AnswerKind Kind { get; private set; }

    /// <summary>The web's status, or the proxy's where no web answered.</summary>
    public int Status { get; private set; }

    /// <summary>Why there is no answer of a web; null when there is one.</summary>
    public ForwarderError? Error => _context.Features.Get<IForwarderErrorFeature>()?.Error;

    /// <summary>The answer's length in bytes, as far as it says so.</summary>
    public long? AnnouncedLength => _context.Response.ContentLength;

    /// <summary>An answer that is to be kept has come to its end.</summary>
    public bool IsWhole => Kind == AnswerKind.Kept && Error is null && (AnnouncedLength ?? _body.Length) == _body.Length;

    /// <summary>The kept answer may be shown in place of an error.</summary>
    public bool MayRescue => _known is not null && _known.MayReplaceError(_known.GetAge(_time));

    /// <summary>Sends the request, and returns when the client has the answer, or when all of it is collected here.</summary>
    public async Task SendAsync(RequestDelegate next)
    {
        var features = _context.Features;
        var inner = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var collecting = new CollectingBody(inner, this, _options.EntryLimit);
        var headers = _context.Request.Headers;
        var (tag, since) = (headers.IfNoneMatch, headers.IfModifiedSince);
        Set(headers, HeaderNames.IfNoneMatch, _known?.ETag);
        Set(headers, HeaderNames.IfModifiedSince, _known?.ETag is null ? _known?.LastModified : null);
        features.Set<IHttpResponseBodyFeature>(collecting);
        try
        {
            await next(_context);
            await collecting.FinishAsync(_context.RequestAborted);
            // A client that has left says nothing about the answer.
            if (!_context.RequestAborted.IsCancellationRequested)
                Decide();
            _body = collecting.Collected;
        }
        finally
        {
            features.Set(inner);
            Set(headers, HeaderNames.IfNoneMatch, tag);
            Set(headers, HeaderNames.IfModifiedSince, since);
        }
    }

    /// <summary>What is done with the answer, whose status and headers are there. It is decided once.</summary>
    public AnswerKind Decide()
    {
        if (Kind == AnswerKind.None)
        {
            Status = _context.Response.StatusCode;
            Kind = Judge();
            if (Kind == AnswerKind.Passed)
                _onPassed(this);
        }
        return Kind;
    }

    /// <summary>The answer turns out to be too long: what there is of it goes to the client, and the rest as it comes.</summary>
    public void GiveUp()
    {
        Kind = AnswerKind.Passed;
        _onPassed(this);
    }

    /// <summary>The whole answer, to be kept.</summary>
    public CacheEntry ToEntry()
    {
        var headers = _context.Response.Headers;
        return new CacheEntry(Status, AnswerHeaders.Collect(headers, _own), _body, Variance.Of(headers.Vary, _context.Request), _freshness, _asked);
    }

    /// <summary>The kept answer with what its confirmation says; null when that is about another answer, or forbids to keep it.</summary>
    public CacheEntry? ToConfirmed()
    {
        var (known, confirmation) = (_known!, _context.Response.Headers);
        if (confirmation.ETag.Count > 0 && known.ETag is not null && !IsSameTag(confirmation.ETag.ToString(), known.ETag))
            return null;
        var headers = AnswerHeaders.Update(known.Headers, AnswerHeaders.Collect(confirmation, _own));
        IHeaderDictionary all = new HeaderDictionary { ContentLength = known.Body.Length };
        foreach (var (name, value) in headers)
            all[name] = value;
        all.Age = confirmation.Age;
        return AnswerRules.Judge(known.Status, all, _options) is { } freshness ? new CacheEntry(known.Status, headers, known.Body, known.Variance, freshness, _asked) : null;
    }

    /// <summary>Takes back what the proxy has put into the answer, which has not begun.</summary>
    public void Reset()
    {
        _context.Features.Set<IForwarderErrorFeature>(null);
        _context.Response.Clear();
        foreach (var (name, value) in _own)
            _context.Response.Headers[name] = value;
    }

    private AnswerKind Judge()
    {
        if (Error is not null || RetryRules.IsRefusal(Status))
            return MayRescue ? AnswerKind.Failed : AnswerKind.Passed;
        if (Status == StatusCodes.Status304NotModified && _known is not null)
            return AnswerKind.Confirmed;
        if (HttpMethods.IsHead(_context.Request.Method) || AnnouncedLength > _options.EntryLimit || AnswerRules.Judge(Status, _context.Response.Headers, _options) is not { } freshness)
            return AnswerKind.Passed;
        _freshness = freshness;
        return AnswerKind.Kept;
    }

    private static bool IsSameTag(string one, string other) =>
        EntityTagHeaderValue.TryParse(one, out var tag) && EntityTagHeaderValue.TryParse(other, out var known) && tag.Compare(known, useStrongComparison: false);

    private static void Set(IHeaderDictionary headers, string name, StringValues value)
    {
        if (value.Count == 0)
            headers.Remove(name);
        else
            headers[name] = value;
    }
}
