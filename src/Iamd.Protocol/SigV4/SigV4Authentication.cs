using System.Text;
using Iamd.Protocol.Errors;
using Iamd.Protocol.Query;

namespace Iamd.Protocol.SigV4;

/// <summary>Finds the signature in a request.</summary>
/// <remarks>IAM User Guide, "AWS Signature Version 4 for API requests": in the Authorization header or, presigned, in the query string.</remarks>
public static class SigV4Authentication
{
    /// <summary>The only algorithm.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private static readonly string[] QueryNames =
        ["X-Amz-Algorithm", "X-Amz-Credential", CanonicalRequest.SignatureParameter, "X-Amz-SignedHeaders", "X-Amz-Date"];

    /// <summary>
    /// Parses the signature. What is left to do: <see cref="SignedRequest.CheckTime"/>, look up the key,
    /// <see cref="SignedRequest.Verify"/>.
    /// </summary>
    /// <returns>The signed request, or <c>MissingAuthenticationToken</c>, <c>IncompleteSignature</c> or <c>SignatureDoesNotMatch</c>.</returns>
    public static Result<SignedRequest> Parse(ISignableRequest request)
    {
        string? header = request.Header("Authorization");
        bool presigned = Has(request.Query, "X-Amz-Algorithm=") || Has(request.Query, "X-Amz-Credential=") || Has(request.Query, "X-Amz-Signature=");
        if (CanonicalRequest.HasBrokenEscape(request.Query))
            return CommonErrors.MalformedQueryString("a percent sign is not followed by two hexadecimal digits.");
        if (header is not null && presigned)
            return SignatureErrors.TwoSignatures;
        if (header is not null && header.AsSpan().TrimStart().StartsWith("AWS4-", StringComparison.Ordinal))
            return FromHeader(request, header);
        if (presigned)
            return FromQuery(request);
        return CommonErrors.MissingAuthenticationToken;
    }

    private static Result<SignedRequest> FromHeader(ISignableRequest request, string header)
    {
        string? credential = null, signedHeaders = null, signature = null;
        ReadOnlySpan<char> text = header.AsSpan().Trim();
        int space = text.IndexOf(' ');
        string algorithm = space < 0 ? text.ToString() : text[..space].ToString();
        ReadOnlySpan<char> parameters = space < 0 ? [] : text[space..];
        foreach (Range range in parameters.SplitAny(',', ' '))
        {
            ReadOnlySpan<char> parameter = parameters[range].Trim();
            if (parameter.IsEmpty)
                continue;
            int equals = parameter.IndexOf('=');
            if (equals < 0)
                return SignatureErrors.MissingEqualSign(header);
            string name = parameter[..equals].ToString();
            string value = parameter[(equals + 1)..].ToString();
            bool repeated = name switch
            {
                "Credential" => !TrySet(ref credential, value),
                "SignedHeaders" => !TrySet(ref signedHeaders, value),
                "Signature" => !TrySet(ref signature, value),
                _ => false,
            };
            if (repeated)
                return SignatureErrors.Repeated(name);
        }

        string? date = request.Header("X-Amz-Date") ?? request.Header("Date");
        if (string.IsNullOrEmpty(credential) || string.IsNullOrEmpty(signedHeaders) || string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(date))
            return SignatureErrors.MissingFromHeader(
                new[] { ("Credential", credential), ("Signature", signature), ("SignedHeaders", signedHeaders) }.Where(p => string.IsNullOrEmpty(p.Item2)).Select(p => p.Item1),
                string.IsNullOrEmpty(date),
                header);
        return SignedRequest.Create(request, algorithm, credential, signedHeaders, signature, date, request.Header("X-Amz-Security-Token"));
    }

    private static Result<SignedRequest> FromQuery(ISignableRequest request)
    {
        if (!QueryParameters.Parse(Encoding.UTF8.GetBytes(request.Query), []).TryGet(out QueryParameters? parameters, out AwsError? error))
            return error;
        string?[] values = Array.ConvertAll(QueryNames, name => parameters[name]);
        if (values is not [{ Length: > 0 } algorithm, { Length: > 0 } credential, { Length: > 0 } signature, { Length: > 0 } signedHeaders, { Length: > 0 } date])
            return SignatureErrors.MissingFromQuery(QueryNames.Where((_, i) => string.IsNullOrEmpty(values[i])));
        // Temporary credentials carry their token in the query string; some clients send it as a header instead.
        string? token = parameters["X-Amz-Security-Token"] ?? request.Header("X-Amz-Security-Token");
        return SignedRequest.Create(request, algorithm, credential, signedHeaders, signature, date, token);
    }

    private static bool TrySet(ref string? parameter, string value)
    {
        bool first = parameter is null;
        parameter ??= value;
        return first;
    }

    private static bool Has(string query, string parameter)
    {
        int at = query.IndexOf(parameter, StringComparison.Ordinal);
        return at == 0 || (at > 0 && query[at - 1] == '&');
    }
}
