using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Iamd.Storage;

/// <summary>The key that wraps the data keys. It is kept outside the database, so that a copy of that alone opens nothing.</summary>
/// <remarks>NIST SP 800-38D (AES-GCM); a data key is bound to its number and to when it may be used.</remarks>
public sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>A new random key.</summary>
    public static MasterKey Create() => new(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Reads a key as <see cref="ToText"/> writes it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MasterKey? key)
    {
        byte[] bytes = new byte[KeyBytes];
        bool isKey = Convert.TryFromBase64String(text.Trim(), bytes, out int length) && length == KeyBytes;
        key = isKey ? new MasterKey(bytes) : null;
        return isKey;
    }

    /// <summary>The key in base 64, for its file. Not <c>ToString</c>, which might be logged.</summary>
    public string ToText() => Convert.ToBase64String(_key);

    /// <summary>Encrypts a data key.</summary>
    public WrappedDataKey Wrap(DataKey key)
    {
        byte[] bytes = new byte[NonceBytes + key.Key.Length + TagBytes];
        Span<byte> nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(_key, TagBytes);
        aes.Encrypt(nonce, key.Key.AsSpan(), bytes.AsSpan(NonceBytes, key.Key.Length), bytes.AsSpan(NonceBytes + key.Key.Length), Bound(key.Id, key.UsableFrom));
        return new WrappedDataKey(key.Id, [.. bytes], key.UsableFrom);
    }

    /// <summary>Decrypts a data key.</summary>
    /// <exception cref="StorageException">It was wrapped with another master key, or was changed.</exception>
    public DataKey Unwrap(WrappedDataKey wrapped)
    {
        ReadOnlySpan<byte> bytes = wrapped.Bytes.AsSpan();
        byte[] key = new byte[KeyBytes];
        try
        {
            if (bytes.Length != NonceBytes + KeyBytes + TagBytes)
                throw new AuthenticationTagMismatchException();
            using AesGcm aes = new(_key, TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], key, Bound(wrapped.Id, wrapped.UsableFrom));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new StorageException(
                StorageFailure.MasterKey,
                "The master key is not the one that this database was made with: put the right master key file in its place.",
                mismatch);
        }
        return new DataKey(wrapped.Id, [.. key], wrapped.UsableFrom);
    }

    private static byte[] Bound(int id, DateTimeOffset usableFrom) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"iamd data key\0{id}\0{usableFrom.UtcTicks}"));
}
