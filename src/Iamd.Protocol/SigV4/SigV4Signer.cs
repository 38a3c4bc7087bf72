using System.Globalization;
using System.Security.Cryptography;

namespace Iamd.Protocol.SigV4;

/// <summary>Signs requests as AWS clients do.</summary>
/// <param name="AccessKeyId">The key's id.</param>
/// <param name="SecretAccessKey">The key.</param>
/// <param name="SessionToken">The token of temporary credentials, or null.</param>
public sealed record SigV4Signer(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>Headers to add to a request: <c>X-Amz-Date</c>, <c>Authorization</c> and, for temporary credentials, <c>X-Amz-Security-Token</c>.</summary>
    /// <param name="method">The method in upper case.</param>
    /// <param name="uri">The absolute address; its authority is the <c>Host</c> header.</param>
    /// <param name="headers">Headers to sign besides.</param>
    /// <param name="body">The body.</param>
    /// <param name="region">The region to sign for.</param>
    /// <param name="service">The service to sign for.</param>
    /// <param name="now">The time of signing.</param>
    public IReadOnlyDictionary<string, string> Sign(string method, Uri uri, IReadOnlyDictionary<string, string> headers, ReadOnlySpan<byte> body, string region, string service, DateTimeOffset now)
    {
        Dictionary<string, string> added = new(StringComparer.OrdinalIgnoreCase) { ["X-Amz-Date"] = SignedRequest.PrintDate(now) };
        if (SessionToken is not null)
            added["X-Amz-Security-Token"] = SessionToken;
        Request request = new(method, uri, uri.Query.TrimStart('?'), [.. headers, .. added, new("Host", uri.Authority)], SHA256.HashData(body));
        CredentialScope scope = ScopeOf(region, service, now);
        string signedHeaders = request.SignedHeaders;
        added["Authorization"] = $"{SigV4Authentication.Algorithm} Credential={AccessKeyId}/{scope}, SignedHeaders={signedHeaders}, Signature={Signature(request, signedHeaders, now, scope)}";
        return added;
    }

    /// <summary>The address of a GET that carries its signature in the query string.</summary>
    /// <param name="uri">The absolute address with the parameters of the call.</param>
    /// <param name="region">The region to sign for.</param>
    /// <param name="service">The service to sign for.</param>
    /// <param name="now">The time of signing.</param>
    /// <param name="expiresSeconds">Value of <c>X-Amz-Expires</c>.</param>
    public Uri Presign(Uri uri, string region, string service, DateTimeOffset now, int expiresSeconds)
    {
        CredentialScope scope = ScopeOf(region, service, now);
        string token = SessionToken is null ? "" : $"&X-Amz-Security-Token={Uri.EscapeDataString(SessionToken)}";
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"{uri.Query.TrimStart('?')}&X-Amz-Algorithm={SigV4Authentication.Algorithm}&X-Amz-Credential={Uri.EscapeDataString($"{AccessKeyId}/{scope}")}&X-Amz-Date={SignedRequest.PrintDate(now)}&X-Amz-Expires={expiresSeconds}&X-Amz-SignedHeaders=host{token}").TrimStart('&');
        Request request = new("GET", uri, query, [new("Host", uri.Authority)], SHA256.HashData([]));
        return new Uri($"{uri.GetLeftPart(UriPartial.Path)}?{query}&{CanonicalRequest.SignatureParameter}={Signature(request, "host", now, scope)}");
    }

    private static CredentialScope ScopeOf(string region, string service, DateTimeOffset now) =>
        new(now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), region, service);

    private string Signature(ISignableRequest request, string signedHeaders, DateTimeOffset now, CredentialScope scope)
    {
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        SigningKey.Derive(SecretAccessKey, scope).Sign(SignedRequest.StringToSignOf(request, signedHeaders, now, scope), signature);
        return Convert.ToHexStringLower(signature);
    }

    private sealed class Request : ISignableRequest
    {
        private readonly SortedDictionary<string, string> _headers = new(StringComparer.Ordinal);
        private readonly byte[] _bodyHash;

        public Request(string method, Uri uri, string query, IEnumerable<KeyValuePair<string, string>> headers, byte[] bodyHash)
        {
            Method = method;
            Path = uri.AbsolutePath;
            Query = query;
            _bodyHash = bodyHash;
            foreach ((string name, string value) in headers)
                _headers[name.ToLowerInvariant()] = value;
        }

        public string Method { get; }

        public string Path { get; }

        public string Query { get; }

        public string SignedHeaders => string.Join(';', _headers.Keys);

        public IEnumerable<string> HeaderNames => _headers.Keys;

        public ReadOnlySpan<byte> BodyHash => _bodyHash;

        public string? Header(string name) => _headers.GetValueOrDefault(name.ToLowerInvariant());
    }
}
