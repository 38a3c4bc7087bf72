using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Iamd.Protocol.Query;

namespace Iamd.Protocol.SigV4;

/// <summary>The canonical form of a request, over which it is signed.</summary>
/// <remarks>IAM User Guide, "Create a signed AWS API request", step 1. Amazon S3 differs (paths are taken as they are) and is not meant here.</remarks>
public static class CanonicalRequest
{
    /// <summary>The query parameter that is not part of what is signed.</summary>
    internal const string SignatureParameter = "X-Amz-Signature";

    /// <summary>Says that the body is not signed.</summary>
    internal const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    // RFC 3986, section 2.3: unreserved characters. All others are escaped.
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    /// <summary>The canonical request as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Names of the signed headers in lower case, sorted, separated by semicolons.</param>
    public static string Print(ISignableRequest request, string signedHeaders)
    {
        using PooledBytes text = new();
        Write(text, request, signedHeaders);
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <summary>SHA-256 of the canonical request.</summary>
    internal static void Hash(ISignableRequest request, string signedHeaders, Span<byte> hash)
    {
        using PooledBytes text = new();
        Write(text, request, signedHeaders);
        SHA256.HashData(text.Written, hash);
    }

    /// <summary>Whether the query string can be decoded.</summary>
    internal static bool HasBrokenEscape(string query)
    {
        for (int at = query.IndexOf('%', StringComparison.Ordinal); at >= 0; at = query.IndexOf('%', at + 1))
        {
            if (at + 2 >= query.Length || !char.IsAsciiHexDigit(query[at + 1]) || !char.IsAsciiHexDigit(query[at + 2]))
                return true;
        }
        return false;
    }

    private static void Write(PooledBytes text, ISignableRequest request, string signedHeaders)
    {
        text.Add(request.Method);
        text.Add('\n');
        WritePath(text, request.Path);
        text.Add('\n');
        WriteQuery(text, request.Query);
        text.Add('\n');
        foreach (Range range in signedHeaders.AsSpan().Split(';'))
        {
            string name = signedHeaders[range];
            text.Add(name);
            text.Add(':');
            WriteHeaderValue(text, request.Header(name) ?? "");
            text.Add('\n');
        }
        text.Add('\n');
        text.Add(signedHeaders);
        text.Add('\n');
        if (IsUnsigned(request, signedHeaders))
            text.Add(UnsignedPayload);
        else
            WriteHex(text, request.BodyHash);
    }

    // The header must itself be signed: nobody else may free a body from its signature.
    private static bool IsUnsigned(ISignableRequest request, string signedHeaders) =>
        string.Equals(request.Header("x-amz-content-sha256"), UnsignedPayload, StringComparison.Ordinal)
        && $";{signedHeaders};".Contains(";x-amz-content-sha256;", StringComparison.Ordinal);

    private static void WritePath(PooledBytes text, string path)
    {
        if (path is "" or "/")
        {
            text.Add('/');
            return;
        }
        // RFC 3986, section 5.2.4, and no empty segments.
        List<string> segments = [];
        foreach (string segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
                DropLast(segments);
            else if (segment != ".")
                segments.Add(segment);
        }
        foreach (string segment in segments)
        {
            text.Add('/');
            // Escapes in the path as sent are escaped once more.
            WriteEscaped(text, Encoding.UTF8.GetBytes(segment));
        }
        bool folder = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        if (segments.Count == 0 || folder)
            text.Add('/');
    }

    private static void DropLast(List<string> segments)
    {
        if (segments.Count > 0)
            segments.RemoveAt(segments.Count - 1);
    }

    private static void WriteQuery(PooledBytes text, string query)
    {
        if (query.Length == 0)
            return;
        List<(byte[] Name, byte[] Value)> parameters = [];
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            byte[] name = Normalized(equals < 0 ? pair : pair[..equals]);
            if (!name.AsSpan().SequenceEqual("X-Amz-Signature"u8))
                parameters.Add((name, equals < 0 ? [] : Normalized(pair[(equals + 1)..])));
        }
        parameters.Sort(static (x, y) =>
        {
            int names = x.Name.AsSpan().SequenceCompareTo(y.Name);
            return names != 0 ? names : x.Value.AsSpan().SequenceCompareTo(y.Value);
        });
        for (int i = 0; i < parameters.Count; i++)
        {
            if (i > 0)
                text.Add('&');
            text.Add(parameters[i].Name);
            text.Add('=');
            text.Add(parameters[i].Value);
        }
    }

    // Decoded and escaped again, so that every client's way of escaping gives the same.
    private static byte[] Normalized(string encoded)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(encoded);
        byte[] decoded = new byte[bytes.Length];
        if (!PercentEncoding.TryDecode(bytes, decoded, out int length))
            return bytes;
        using PooledBytes escaped = new();
        WriteEscaped(escaped, decoded.AsSpan(0, length));
        return escaped.Written.ToArray();
    }

    private static void WriteEscaped(PooledBytes text, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (Unreserved.Contains(b))
            {
                text.Add((char)b);
                continue;
            }
            text.Add('%');
            text.Add("0123456789ABCDEF"[b >> 4]);
            text.Add("0123456789ABCDEF"[b & 15]);
        }
    }

    // Without spaces at the ends, and runs of spaces as one.
    private static void WriteHeaderValue(PooledBytes text, string value)
    {
        ReadOnlySpan<char> rest = value.AsSpan().Trim();
        while (rest.Length > 0)
        {
            int run = rest.IndexOf("  ", StringComparison.Ordinal);
            if (run < 0)
            {
                text.Add(rest);
                return;
            }
            text.Add(rest[..(run + 1)]);
            rest = rest[(run + 1)..].TrimStart(' ');
        }
    }

    internal static void WriteHex(PooledBytes text, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hex = stackalloc byte[bytes.Length * 2];
        Convert.TryToHexStringLower(bytes, hex, out _);
        text.Add(hex);
    }
}
