using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Iamd.Accounts;

/// <summary>What a sealed secret is; one kind cannot be opened as another.</summary>
public enum SecretKind
{
    /// <summary>The secret access key of a long-term access key; its owner is the access key id.</summary>
    AccessKey,

    /// <summary>The seed of a virtual MFA device; its owner is the device's unique id.</summary>
    MfaSeed,

    /// <summary>A session token; its owner is the temporary access key id.</summary>
    SessionToken,

    /// <summary>An encoded authorization message; its owner is the account.</summary>
    AuthorizationMessage,

    /// <summary>A pagination marker; its owner is the operation.</summary>
    Marker,

    /// <summary>The private key of a server certificate; its owner is the certificate's unique id.</summary>
    ServerCertificateKey,
}

/// <summary>A data key in the clear, as it is in memory only.</summary>
/// <param name="Id">Number, never used twice.</param>
/// <param name="Key">32 bytes.</param>
/// <param name="UsableFrom">From when it may encrypt: an hour after it was published, so that every node knows it.</param>
public sealed record DataKey(int Id, ImmutableArray<byte> Key, DateTimeOffset UsableFrom);

/// <summary>The data keys, and the only code that encrypts and decrypts with them. Pure: nonces are given.</summary>
/// <remarks>NIST SP 800-38D (AES-GCM). The bound text is part of the authentication, so a secret moved elsewhere does not open.</remarks>
public sealed class DataKeys
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly ImmutableArray<DataKey> _keys;

    /// <param name="keys">At least one key.</param>
    public DataKeys(ImmutableArray<DataKey> keys) => _keys = [.. keys.OrderByDescending(key => key.Id)];

    /// <summary>Encrypts under the newest key that may be used now.</summary>
    public SealedSecret Seal(SecretKind kind, AccountId account, string owner, ReadOnlySpan<byte> secret, DateTimeOffset now, IRandomness randomness)
    {
        DataKey key = _keys.FirstOrDefault(candidate => candidate.UsableFrom <= now) ?? _keys[^1];
        byte[] bytes = new byte[NonceBytes + secret.Length + TagBytes];
        Span<byte> nonce = bytes.AsSpan(0, NonceBytes);
        randomness.Fill(nonce);
        using AesGcm aes = new(key.Key.AsSpan(), TagBytes);
        aes.Encrypt(nonce, secret, bytes.AsSpan(NonceBytes, secret.Length), bytes.AsSpan(NonceBytes + secret.Length), Bound(kind, account, owner, key.Id));
        return new SealedSecret(key.Id, [.. bytes]);
    }

    /// <summary>Decrypts; false when the key is unknown or the secret was not sealed for just this kind, account and owner.</summary>
    public bool TryOpen(SecretKind kind, AccountId account, string owner, SealedSecret secret, [NotNullWhen(true)] out byte[]? opened)
    {
        opened = null;
        DataKey? key = _keys.FirstOrDefault(candidate => candidate.Id == secret.DataKeyId);
        if (key is null || secret.Bytes.Length < NonceBytes + TagBytes)
            return false;
        ReadOnlySpan<byte> bytes = secret.Bytes.AsSpan();
        byte[] plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using AesGcm aes = new(key.Key.AsSpan(), TagBytes);
        try
        {
            aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain, Bound(kind, account, owner, key.Id));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        opened = plain;
        return true;
    }

    private static byte[] Bound(SecretKind kind, AccountId account, string owner, int keyId) =>
        Encoding.UTF8.GetBytes($"iamd\0{kind}\0{account}\0{owner}\0{keyId}");
}
