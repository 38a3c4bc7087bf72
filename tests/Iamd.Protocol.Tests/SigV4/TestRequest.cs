using System.Security.Cryptography;
using System.Text;
using Iamd.Protocol.SigV4;

namespace Iamd.Protocol.Tests.SigV4;

/// <summary>A request written down: method, path with query, header lines, body.</summary>
internal sealed class TestRequest(string method, string target, string[] headers, string body = "") : ISignableRequest
{
    private readonly byte[] _bodyHash = SHA256.HashData(Encoding.UTF8.GetBytes(body));

    public string Method => method;

    public string Path => target.Split('?', 2)[0];

    public string Query => target.Contains('?', StringComparison.Ordinal) ? target.Split('?', 2)[1] : "";

    public IEnumerable<string> HeaderNames => headers.Select(h => h.Split(':', 2)[0]);

    public ReadOnlySpan<byte> BodyHash => _bodyHash;

    public string? Header(string name)
    {
        string[] values = [.. headers.Where(h => h.Split(':', 2)[0].Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Split(':', 2)[1])];
        // Values are trimmed one by one before they are joined.
        return values.Length == 0 ? null : string.Join(',', values.Select(v => v.Trim()));
    }

    public TestRequest With(params string[] more) => new(method, target, [.. headers, .. more], body);
}
