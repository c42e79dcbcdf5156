using System.Buffers;
using System.Runtime.CompilerServices;
using Foobar.Gateway.Retry;
using Foobar.Gateway.Transport;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Forwarding;

/// <summary>A plain request on its way to a destination, and the answer on its way back.</summary>
/// <param name="context">The request.</param>
/// <param name="attempts">The attempts to have it answered, of which this is the present one.</param>
/// <param name="pool">Connections to the destination.</param>
/// <param name="settings">What is configured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed partial class ForwardedRequest(HttpContext context, RequestAttempts attempts, DestinationPool pool, ForwardingSettings settings, TimeProvider time, ILogger logger)
{
    private Stage _stage = Stage.Connecting;
    private PooledConnection? _connection;
    private CancellationTokenRegistration _abort;

    private enum Stage
    {
        Connecting,
        Waiting,
        Copying,
        Reading,
        Writing,
    }

    /// <summary>Sends it, and returns when the client has the answer, or it is known that there is none.</summary>
    public async Task SendAsync()
    {
        try
        {
            var isHead = HttpMethods.IsHead(context.Request.Method);
            _connection = pool.TryTake();
            for (bool? isAnswered = null; isAnswered != true;)
            {
                _connection ??= await pool.ConnectAsync(context.RequestAborted);
                Write(_connection);
                var sent = await _connection.SendAsync();
                while ((isAnswered = _connection.TryReadAnswer(sent, isHead)) is null)
                    await _connection.WaitAsync();
                // A destination that has ended a connection which waited for a request says nothing of itself by that.
                if (isAnswered == false)
                    Leave(_connection);
            }
            var connection = _connection!;
            _stage = Stage.Copying;
            connection.Head.CopyTo(context.Response);
            _stage = Stage.Reading;
            var isWithheld = attempts.Answer(connection.Head.Status, time.GetTimestamp());
            if (await (!isWithheld && CanMove(connection) ? MoveBodyAsync(connection) : PassBodyAsync(connection, isWithheld)))
                GiveBack(connection);
        }
        catch (Exception failure) when (_stage == Stage.Writing || failure is HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(failure);
        }
        finally
        {
            _abort.Dispose();
            _connection?.Dispose();
        }
    }

    /// <summary>Writes the request, which has so long to be answered.</summary>
    private void Write(PooledConnection connection)
    {
        var request = context.Request;
        _stage = Stage.Waiting;
        connection.Deadline.PutOff(settings.Milliseconds);
        _abort = context.RequestAborted.UnsafeRegister(static connection => ((PooledConnection)connection!).Abort(), connection);
        RequestHead.Write(request, settings.KeepsHost && request.Host.HasValue ? request.Host.Value! : pool.Authority, connection.Output);
    }

    /// <summary>The connection was of no use.</summary>
    private void Leave(PooledConnection connection)
    {
        _abort.Dispose();
        connection.Dispose();
        (_connection, _stage) = (null, Stage.Connecting);
    }

    /// <summary>What is written goes to the server, without anybody between who wants to see it.</summary>
    private bool IsDirect => ReferenceEquals(context.Features.Get<IHttpResponseBodyFeature>(), context.Features.Get<IHttpResponseFeature>());

    /// <summary>Whether much is to come, and can be received where the server sends from. The streams of HTTP/2 have small buffers.</summary>
    private bool CanMove(PooledConnection connection) => connection.Missing >= PolledWriter.Enough && !HttpProtocol.IsHttp2(context.Request.Protocol)
        && !HttpProtocol.IsHttp3(context.Request.Protocol) && IsDirect;

    /// <returns>True: the answer has been read to its end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveBodyAsync(PooledConnection connection)
    {
        _stage = Stage.Writing;
        await context.Response.StartAsync(context.RequestAborted);
        var output = context.Response.BodyWriter;
        while (true)
        {
            connection.Deadline.PutOff(settings.Milliseconds);
            _stage = Stage.Reading;
            var isOver = connection.MoveBody(output);
            _stage = Stage.Writing;
            await output.FlushAsync(context.RequestAborted);
            if (isOver)
                return true;
            _stage = Stage.Reading;
            await connection.WaitAsync();
        }
    }

    /// <returns>False when the rest of the answer is left where it is.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> PassBodyAsync(PooledConnection connection, bool isWithheld)
    {
        var response = context.Response;
        while (true)
        {
            connection.Deadline.PutOff(settings.Milliseconds);
            if (connection.TryReadBody(out var piece))
            {
                if (piece.IsEmpty)
                    return true;
                if (isWithheld)
                    continue;
                _stage = Stage.Writing;
                if (connection.IsRead && piece.Length < PolledWriter.Enough && IsDirect)
                {
                    await response.StartAsync(context.RequestAborted);
                    response.BodyWriter.Write(piece.Span); // it goes out with the end of the answer
                }
                else
                {
                    await response.Body.WriteAsync(piece, context.RequestAborted);
                }
            }
            else
            {
                if (isWithheld)
                    return false;
                _stage = Stage.Writing;
                if (!response.HasStarted)
                    await response.Body.FlushAsync(context.RequestAborted); // the client sees the head now
                _stage = Stage.Reading;
                await connection.WaitAsync();
            }
            _stage = Stage.Reading;
        }
    }

    /// <summary>The answer has been read to its end.</summary>
    private void GiveBack(PooledConnection connection)
    {
        if (connection.Trailers is { Count: > 0 } trailers && context.Response.SupportsTrailers())
        {
            foreach (var (name, value) in trailers)
                context.Response.AppendTrailer(name, value);
        }
        _abort.Dispose();
        if (!connection.Deadline.TryLift() || !connection.Head.IsPersistent)
            return;
        pool.Return(connection);
        _connection = null;
    }

    private void Fail(Exception failure)
    {
        var isGone = context.RequestAborted.IsCancellationRequested;
        var isLate = _connection?.Deadline.HasPassed == true;
        var (error, cause) = _stage switch
        {
            Stage.Connecting or Stage.Waiting when isGone => (ForwarderError.RequestCanceled, failure),
            Stage.Waiting when isLate => (ForwarderError.RequestTimedOut, new TimeoutException("The destination did not answer in time.", failure)),
            Stage.Connecting or Stage.Waiting => (ForwarderError.Request, failure),
            Stage.Copying => (ForwarderError.ResponseHeaders, failure),
            _ when isGone || isLate => (ForwarderError.ResponseBodyCanceled, failure),
            Stage.Reading => (ForwarderError.ResponseBodyDestination, failure),
            _ => (ForwarderError.ResponseBodyClient, failure),
        };
        if (!isGone)
            LogFailure(context.Request.Method, context.Request.Path, pool.Authority, error, cause.Message);
        context.Features.Set<IForwarderErrorFeature>(new ForwardingFailure(error, cause));
        if (context.Response.HasStarted)
        {
            BreakOff(isGone || isLate);
        }
        else
        {
            context.Response.Clear();
            context.Response.StatusCode = isLate ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway;
        }
    }

    /// <summary>The client has a part of the answer, and sees that it is not the whole.</summary>
    private void BreakOff(bool isCancelled)
    {
        // Errors of RFC 9114, section 8.1, and RFC 9113, section 7.
        if (context.Features.Get<IHttpResetFeature>() is not { } stream)
            context.Abort();
        else if (HttpProtocol.IsHttp3(context.Request.Protocol))
            stream.Reset(isCancelled ? 0x10c : 0x102);
        else
            stream.Reset(isCancelled ? 8 : 2);
    }

    [LoggerMessage(EventId = 470, Level = LogLevel.Warning, Message = "{Method} {Path} could not be forwarded to {Destination} ({Error}): {Reason}")]
    private partial void LogFailure(string method, string path, string destination, ForwarderError error, string reason);
}
