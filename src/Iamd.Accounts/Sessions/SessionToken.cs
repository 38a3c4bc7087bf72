using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iamd.Accounts;

/// <summary>The session token: a session's claims, sealed so that no row is read to authenticate with it.</summary>
/// <remarks>Bound to its access key id: a token presented with another id does not open.</remarks>
public static class SessionToken
{
    /// <summary>Longest token in bytes; more is <c>PackedPolicyTooLarge</c>.</summary>
    public const int MaxBytes = 4096;

    private const byte Format = 1;
    private const int HeaderBytes = 1 + sizeof(int);

    /// <summary>Seals claims as a token in base 64; null when they do not fit.</summary>
    /// <param name="packedPercent">How much of the room session policies and tags take, in percent: <c>PackedPolicySize</c>.</param>
    public static string? Seal(SessionClaims claims, DataKeys keys, DateTimeOffset now, IRandomness randomness, out int packedPercent)
    {
        byte[] packed = Pack(claims);
        byte[] bare = Pack(claims with { SessionPolicy = null, SessionPolicyArns = [], Tags = [], TransitiveTagKeys = [] });
        SealedSecret secret = keys.Seal(SecretKind.SessionToken, claims.Account, claims.AccessKeyId, packed, now, randomness);
        byte[] token = new byte[HeaderBytes + secret.Bytes.Length];
        token[0] = Format;
        BitConverter.TryWriteBytes(token.AsSpan(1), secret.DataKeyId);
        secret.Bytes.CopyTo(token, HeaderBytes);
        string text = Convert.ToBase64String(token);
        int overhead = text.Length - packed.Length;
        packedPercent = (int)Math.Ceiling(100.0 * (packed.Length - bare.Length) / (MaxBytes - bare.Length - overhead));
        return text.Length <= MaxBytes ? text : null;
    }

    /// <summary>Opens a token that came with an access key id; false when it is not one of ours for that id.</summary>
    public static bool TryOpen(string token, string accessKeyId, DataKeys keys, [NotNullWhen(true)] out SessionClaims? claims)
    {
        claims = null;
        if (token.Length > MaxBytes || !Ids.TryReadAccount(accessKeyId, out AccountId? account))
            return false;
        byte[] bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out int length) || length <= HeaderBytes || bytes[0] != Format)
            return false;
        SealedSecret secret = new(BitConverter.ToInt32(bytes, 1), [.. bytes.AsSpan(HeaderBytes..length)]);
        if (!keys.TryOpen(SecretKind.SessionToken, account.Value, accessKeyId, secret, out byte[]? packed))
            return false;
        claims = Unpack(packed, account.Value, accessKeyId);
        return true;
    }

    private static byte[] Pack(SessionClaims claims)
    {
        Payload payload = new()
        {
            Kind = claims.Kind,
            Principal = claims.PrincipalId,
            Secret = claims.SecretAccessKey,
            Name = claims.Name,
            Issued = claims.IssuedAt.ToUnixTimeMilliseconds(),
            Expires = claims.ExpiresAt.ToUnixTimeMilliseconds(),
            Mfa = claims.MfaAuthenticatedAt?.ToUnixTimeMilliseconds(),
            Policy = claims.SessionPolicy?.Text,
            PolicyArns = claims.SessionPolicyArns.IsEmpty ? null : [.. claims.SessionPolicyArns],
            Tags = claims.Tags.IsEmpty ? null : [.. claims.Tags.SelectMany(tag => new[] { tag.Key, tag.Value })],
            Transitive = claims.TransitiveTagKeys.IsEmpty ? null : [.. claims.TransitiveTagKeys],
            SourceIdentity = claims.SourceIdentity,
        };
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Optimal))
            JsonSerializer.Serialize(brotli, payload, TokenJson.Default.Payload);
        return packed.ToArray();
    }

    private static SessionClaims Unpack(byte[] packed, AccountId account, string accessKeyId)
    {
        using MemoryStream stream = new(packed);
        using BrotliStream brotli = new(stream, CompressionMode.Decompress);
        Payload payload = JsonSerializer.Deserialize(brotli, TokenJson.Default.Payload)
            ?? throw new InvalidOperationException("A sealed session token held nothing.");
        Document? policy = null;
        if (payload.Policy is not null && !Document.TryParse(payload.Policy, out policy, out PolicyError? error))
            throw new InvalidOperationException($"A sealed session policy does not parse: {error}.");
        return new SessionClaims
        {
            Kind = payload.Kind,
            Account = account,
            AccessKeyId = accessKeyId,
            PrincipalId = payload.Principal,
            SecretAccessKey = payload.Secret,
            Name = payload.Name,
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(payload.Issued),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(payload.Expires),
            MfaAuthenticatedAt = payload.Mfa is long mfa ? DateTimeOffset.FromUnixTimeMilliseconds(mfa) : null,
            SessionPolicy = policy,
            SessionPolicyArns = [.. payload.PolicyArns ?? []],
            Tags = [.. (payload.Tags ?? []).Chunk(2).Select(pair => new Tag(pair[0], pair[1]))],
            TransitiveTagKeys = [.. payload.Transitive ?? []],
            SourceIdentity = payload.SourceIdentity,
        };
    }

    /// <summary>The claims as they are packed; account and access key id come with the request.</summary>
    internal sealed record Payload
    {
        [JsonPropertyName("k")]
        public required SessionKind Kind { get; init; }

        [JsonPropertyName("p")]
        public required string Principal { get; init; }

        [JsonPropertyName("s")]
        public required string Secret { get; init; }

        [JsonPropertyName("n")]
        public required string Name { get; init; }

        [JsonPropertyName("i")]
        public required long Issued { get; init; }

        [JsonPropertyName("e")]
        public required long Expires { get; init; }

        [JsonPropertyName("m")]
        public long? Mfa { get; init; }

        [JsonPropertyName("d")]
        public string? Policy { get; init; }

        [JsonPropertyName("a")]
        public string[]? PolicyArns { get; init; }

        /// <summary>Key, value, key, value…</summary>
        [JsonPropertyName("t")]
        public string[]? Tags { get; init; }

        [JsonPropertyName("r")]
        public string[]? Transitive { get; init; }

        [JsonPropertyName("o")]
        public string? SourceIdentity { get; init; }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionToken.Payload))]
internal sealed partial class TokenJson : JsonSerializerContext;
