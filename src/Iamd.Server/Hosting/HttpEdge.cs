using System.Net;
using System.Text;
using Iamd.Protocol;
using Iamd.Protocol.Errors;
using Iamd.Protocol.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Iamd.Server;

/// <summary>Where HTTP ends: makes a <see cref="WireRequest"/> of what came in, and a response of what the front door answers.</summary>
/// <remarks>
/// Kestrel's own limits are set wider than these, because what Kestrel refuses gets no AWS error code: see <see cref="Daemon"/>.
/// </remarks>
internal sealed class HttpEdge(FrontDoor frontDoor, TrustedProxies proxies)
{
    /// <summary>Longest body in bytes; the largest legitimate request (a policy document of 128 Ki characters, escaped) is far below.</summary>
    public const int MaxBodyBytes = 4 << 20;

    /// <summary>Longest body that is read to its end before it is refused, so that the client gets to read the refusal.</summary>
    public const long MaxDrainedBytes = 64 << 20;

    private const int MaxTargetCharacters = 64 << 10;
    private const int MaxHeaders = 200;
    private const int MaxHeaderCharacters = 64 << 10;

    public async Task HandleAsync(HttpContext context)
    {
        string target = OriginForm(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        string query = question < 0 ? "" : target[(question + 1)..];
        bool isLook = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isLook && query.Length == 0 && context.Request.Headers.Authorization.Count == 0)
        {
            if (path == "/healthz")
            {
                await WriteTextAsync(context, "text/plain; charset=utf-8", "ok\n");
                return;
            }
            if (path == "/")
            {
                await WriteStartPageAsync(context);
                return;
            }
        }
        using PooledBuffer body = new();
        using PooledBuffer answerBody = new();
        AwsError? refused = TooLarge(context, target);
        if (refused is null && HasBody(context))
            refused = await ReadBodyAsync(context, body);
        if (context.RequestAborted.IsCancellationRequested)
            return;
        WireAnswer answer;
        if (refused is not null)
        {
            answer = new WireAnswer(refused.Status, QueryXml.ContentType, RequestIds.New());
            QueryXml.WriteError(answerBody, refused, QueryXml.FaultNamespace, answer.RequestId);
        }
        else
        {
            answer = await frontDoor.AnswerAsync(Read(context, path, query, body.Written), answerBody);
        }
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers["x-amzn-RequestId"] = answer.RequestId;
        foreach ((string name, string value) in answer.Headers ?? [])
            response.Headers[name] = value;
        response.ContentLength = answerBody.Length;
        // The answer to HEAD has the length of a body that is not sent.
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.BodyWriter.WriteAsync(answerBody.Written);
    }

    private WireRequest Read(HttpContext context, string path, string query, ReadOnlyMemory<byte> body)
    {
        IHeaderDictionary headers = context.Request.Headers;
        List<KeyValuePair<string, string>> list = new(headers.Count);
        foreach (KeyValuePair<string, StringValues> header in headers)
        {
            foreach (string? value in header.Value)
                list.Add(new(header.Key, value ?? ""));
        }
        // A Unix domain socket has no address; whoever can open it is on this machine.
        IPAddress peer = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        return new WireRequest
        {
            Method = context.Request.Method,
            Path = path,
            Query = query,
            Headers = list,
            Body = body,
            SourceIp = proxies.SourceIp(peer, headers["X-Forwarded-For"].ToString()),
            IsSecure = proxies.IsSecure(peer, context.Request.IsHttps, headers["X-Forwarded-Proto"].ToString()),
        };
    }

    /// <summary>The target as path and query string; some clients send the whole address, as they would to a proxy.</summary>
    /// <remarks>RFC 9112, section 3.2.2, "absolute-form": a server must accept it. That its host is the header's, Kestrel has seen to.</remarks>
    private static string OriginForm(string target)
    {
        int scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (target.StartsWith('/') || scheme < 0)
            return target;
        int end = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
        return end < 0 ? "/"
            : target[scheme + 3 + end] == '?' ? $"/{target[(scheme + 3 + end)..]}"
            : target[(scheme + 3 + end)..];
    }

    private static AwsError? TooLarge(HttpContext context, string target)
    {
        if (target.Length > MaxTargetCharacters)
            return new AwsError("RequestUriTooLong", $"The request's URI is longer than {MaxTargetCharacters} characters.", 414);
        int characters = 0;
        int count = 0;
        foreach (KeyValuePair<string, StringValues> header in context.Request.Headers)
        {
            foreach (string? value in header.Value)
            {
                count++;
                characters += header.Key.Length + (value?.Length ?? 0);
            }
        }
        return count > MaxHeaders || characters > MaxHeaderCharacters
            ? new AwsError("RequestHeaderSectionTooLarge", $"The request has more than {MaxHeaders} headers, or more than {MaxHeaderCharacters} characters in them.", 431)
            : null;
    }

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>Reads the body; what exceeds the limit is read and dropped, because many clients only listen when they have said all.</summary>
    private static async Task<AwsError?> ReadBodyAsync(HttpContext context, PooledBuffer body)
    {
        if (context.Request.ContentLength > MaxDrainedBytes)
            return CommonErrors.RequestEntityTooLarge;
        System.IO.Pipelines.PipeReader reader = context.Request.BodyReader;
        try
        {
            bool isTooLarge = false;
            while (true)
            {
                System.IO.Pipelines.ReadResult result = await reader.ReadAsync();
                foreach (ReadOnlyMemory<byte> segment in result.Buffer)
                {
                    isTooLarge |= body.Length + segment.Length > MaxBodyBytes;
                    if (isTooLarge)
                        break;
                    segment.Span.CopyTo(body.GetSpan(segment.Length));
                    body.Advance(segment.Length);
                }
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    return isTooLarge ? CommonErrors.RequestEntityTooLarge : null;
            }
        }
        catch (BadHttpRequestException broken)
        {
            // Too long to be drained, too slow, or cut off: Kestrel says which by the status, and closes the connection.
            return broken.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => CommonErrors.RequestEntityTooLarge,
                StatusCodes.Status408RequestTimeout => new AwsError("RequestTimeout", "The request's body came too slowly.", StatusCodes.Status408RequestTimeout),
                _ => CommonErrors.MalformedInput("The request's body is broken."),
            };
        }
        catch (IOException broken) when (broken.InnerException is OverflowException)
        {
            // A chunk that says it is larger than any number.
            return CommonErrors.MalformedInput("The request's body is broken.");
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            context.Abort();
            return CommonErrors.MalformedInput("The request's body is broken.");
        }
    }

    private static Task WriteStartPageAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = StartPage.ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return WriteTextAsync(context, "text/html; charset=utf-8", StartPage.Html($"{context.Request.Scheme}://{context.Request.Host}"));
    }

    private static async Task WriteTextAsync(HttpContext context, string contentType, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.BodyWriter.WriteAsync(bytes);
    }
}
