using System.Net;
using System.Security.Cryptography;
using Iamd.Protocol.SigV4;

namespace Iamd.Server;

/// <summary>A request as it came in, whatever carried it.</summary>
public sealed class WireRequest : ISignableRequest
{
    private byte[]? _bodyHash;

    public required string Method { get; init; }

    /// <summary>Path as it was sent, escapes and all.</summary>
    public required string Path { get; init; }

    /// <summary>Query string as it was sent, without the question mark.</summary>
    public required string Query { get; init; }

    /// <summary>Headers in the order in which they came; a name may stand more than once.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The caller's address, told from trusted proxies' headers where there are some.</summary>
    public required IPAddress SourceIp { get; init; }

    /// <summary>It came over TLS.</summary>
    public required bool IsSecure { get; init; }

    public IEnumerable<string> HeaderNames => Headers.Select(header => header.Key);

    public ReadOnlySpan<byte> BodyHash => _bodyHash ??= SHA256.HashData(Body.Span);

    public string? Header(string name)
    {
        string? value = null;
        for (int i = 0; i < Headers.Count; i++)
        {
            if (Headers[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                value = value is null ? Headers[i].Value : $"{value},{Headers[i].Value}";
        }
        return value;
    }
}

/// <summary>The head of an answer; its body goes to the buffer that the caller gave.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="RequestId">For <c>x-amzn-RequestId</c>.</param>
public readonly record struct WireAnswer(int Status, string ContentType, string RequestId)
{
    /// <summary>Further headers; null when there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Headers { get; init; }
}
