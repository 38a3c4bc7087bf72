using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Iamd.Protocol.SigV4;

/// <summary>A request that carries a well-formed signature, not yet known to be right.</summary>
public sealed class SignedRequest
{
    /// <summary>How far a request's date may be from now, either way.</summary>
    /// <remarks>
    /// It holds for presigned requests too: AWS STS takes them for 15 minutes, whatever their <c>X-Amz-Expires</c>, which clients
    /// such as aws-iam-authenticator rely on.
    /// </remarks>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    // As AWS's message has it, between quotes: HTTP/2 has no Host.
    private const string HostOrAuthority = "Host' or ':authority";

    private readonly byte[] _stringToSign;
    private readonly string _signature;

    private SignedRequest(string accessKeyId, CredentialScope scope, DateTimeOffset signedAt, string? sessionToken, byte[] stringToSign, string signature)
    {
        AccessKeyId = accessKeyId;
        Scope = scope;
        SignedAt = signedAt;
        SessionToken = sessionToken;
        _stringToSign = stringToSign;
        _signature = signature;
    }

    /// <summary>Who claims to have signed.</summary>
    public string AccessKeyId { get; }

    /// <summary>What the signing key is to be derived for.</summary>
    public CredentialScope Scope { get; }

    /// <summary>The request's date.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>The session token of temporary credentials, or null.</summary>
    public string? SessionToken { get; }

    /// <summary>The text that is signed.</summary>
    public ReadOnlySpan<byte> StringToSign => _stringToSign;

    /// <summary>Whether the request is of now: <c>Signature expired</c>, <c>Signature not yet current</c>, or null.</summary>
    public AwsError? CheckTime(DateTimeOffset now)
    {
        if (SignedAt < now - Window)
            return SignatureErrors.Expired(SignedAt, now, Window);
        if (SignedAt > now + Window)
            return SignatureErrors.NotYetCurrent(SignedAt, now, Window);
        return null;
    }

    /// <summary>Whether the signature was made with this key: <c>SignatureDoesNotMatch</c>, or null. Takes the same time either way.</summary>
    public AwsError? Verify(SigningKey key)
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        key.Sign(_stringToSign, expected);
        // Upper-case digits are not what AWS takes.
        Span<char> hex = stackalloc char[expected.Length * 2];
        Convert.TryToHexStringLower(expected, hex, out _);
        return CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(hex),
            MemoryMarshal.AsBytes(_signature.AsSpan()))
            ? null
            : SignatureErrors.DoesNotMatch;
    }

    /// <summary>Checks what the header and the query string have in common.</summary>
    internal static Result<SignedRequest> Create(ISignableRequest request, string algorithm, string credential, string signedHeaders, string signature, string date, string? sessionToken)
    {
        if (!TryParseDate(date, out DateTimeOffset signedAt))
            return SignatureErrors.MalformedDate(date);
        if (UnsignedHeader(request, signedHeaders) is { } header)
            return SignatureErrors.NotSigned(header);
        if (algorithm != SigV4Authentication.Algorithm)
            return SignatureErrors.UnsupportedAlgorithm(algorithm);
        string[] parts = credential.Split('/');
        if (parts.Length != 5)
            return SignatureErrors.MalformedCredential(credential);
        if (parts[4] != CredentialScope.Terminator)
            return SignatureErrors.WrongTerminator;
        CredentialScope scope = new(parts[1], parts[2], parts[3]);
        if (scope.Date != signedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            return SignatureErrors.WrongDate;
        return new SignedRequest(parts[0], scope, signedAt, sessionToken, StringToSignOf(request, signedHeaders, signedAt, scope), signature);
    }

    /// <summary>IAM User Guide, "Create a signed AWS API request", step 3.</summary>
    internal static byte[] StringToSignOf(ISignableRequest request, string signedHeaders, DateTimeOffset signedAt, CredentialScope scope)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        CanonicalRequest.Hash(request, signedHeaders, hash);
        using PooledBytes text = new();
        text.Add(SigV4Authentication.Algorithm);
        text.Add('\n');
        text.Add(PrintDate(signedAt));
        text.Add('\n');
        text.Add(scope.ToString());
        text.Add('\n');
        CanonicalRequest.WriteHex(text, hash);
        return text.Written.ToArray();
    }

    /// <summary><c>20260102T030405Z</c></summary>
    internal static string PrintDate(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static bool TryParseDate(string date, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)
        // The Date header, when there is no X-Amz-Date.
        || DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    // Host and every x-amz- header must be signed: otherwise someone on the way could change where the request goes or who sends it.
    private static string? UnsignedHeader(ISignableRequest request, string signedHeaders)
    {
        // ":authority" is HTTP/2's; over HTTP/1.1 it would be signed as empty, and so would not say where the request goes.
        if (!Contains(signedHeaders, "host"))
            return HostOrAuthority;
        foreach (string name in request.HeaderNames)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !Contains(signedHeaders, name))
                return name.ToLowerInvariant();
        }
        return null;
    }

    private static bool Contains(string signedHeaders, ReadOnlySpan<char> name)
    {
        foreach (Range range in signedHeaders.AsSpan().Split(';'))
        {
            if (signedHeaders.AsSpan(range).Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
