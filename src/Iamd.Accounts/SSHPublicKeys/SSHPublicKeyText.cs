using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Iamd.Accounts;

/// <summary>SSH public keys as texts: the one-line form of OpenSSH and PEM, both of RSA keys only.</summary>
/// <remarks>
/// IAM API Reference, "UploadSSHPublicKey": <c>ssh-rsa</c> or PEM, 2048 bits at least. RFC 4253, section 6.6 (the key's form),
/// RFC 4251, section 5 (strings and numbers), RFC 7468, section 13, and RFC 8017, appendix A.1.1 (PEM).
/// </remarks>
internal static class SSHPublicKeyText
{
    private const string KeyType = "ssh-rsa";
    private const int LeastBits = 2048;
    private const int MostBits = 16384;

    /// <summary>Reads a key in either form: its blob, or what is wrong with it.</summary>
    public static Result<ImmutableArray<byte>> Read(string text)
    {
        if (PemEncoding.TryFind(text, out PemFields fields))
            return ReadPem(text, fields);
        string[] words = text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [string type, ..] || !(type.StartsWith("ssh-", StringComparison.Ordinal) || type.StartsWith("ecdsa-", StringComparison.Ordinal)))
            return CredentialErrors.UnrecognizedPublicKeyEncoding;
        if (words is not [KeyType, string base64, ..])
            return CredentialErrors.InvalidPublicKey;
        byte[] blob = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, blob, out int length) && TryParse(blob.AsSpan(0, length), out RSAParameters key)
            ? Checked(key)
            : CredentialErrors.InvalidPublicKey;
    }

    /// <summary>The key in one line, as OpenSSH writes it, without a comment.</summary>
    public static string ToSsh(SSHPublicKey key) => $"{KeyType} {Convert.ToBase64String(key.Blob.AsSpan())}";

    /// <summary>The key in PEM, as a <c>PUBLIC KEY</c>.</summary>
    public static string ToPem(SSHPublicKey key)
    {
        if (!TryParse(key.Blob.AsSpan(), out RSAParameters parameters))
            throw new InvalidOperationException($"The SSH public key {key.Id} cannot be read.");
        using RSA rsa = RSA.Create(parameters);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>The MD5 digest of the blob in hexadecimal, a colon between bytes, as <c>ssh-keygen -E md5 -l</c> shows it.</summary>
    public static string Fingerprint(SSHPublicKey key)
    {
#pragma warning disable CA5351 // It names the key to people, as AWS does; nothing trusts it.
        byte[] digest = MD5.HashData(key.Blob.AsSpan());
#pragma warning restore CA5351
        return string.Join(':', digest.Select(b => Convert.ToHexStringLower([b])));
    }

    private static Result<ImmutableArray<byte>> ReadPem(string text, PemFields fields)
    {
        byte[] der = new byte[fields.DecodedDataLength];
        if (!Convert.TryFromBase64Chars(text.AsSpan()[fields.Base64Data], der, out int length))
            return CredentialErrors.InvalidPublicKey;
        using RSA rsa = RSA.Create();
        try
        {
            int read;
            switch (text[fields.Label])
            {
                case "PUBLIC KEY":
                    rsa.ImportSubjectPublicKeyInfo(der.AsSpan(0, length), out read);
                    break;
                case "RSA PUBLIC KEY":
                    rsa.ImportRSAPublicKey(der.AsSpan(0, length), out read);
                    break;
                default:
                    return CredentialErrors.UnrecognizedPublicKeyEncoding;
            }
            return read == length ? Checked(rsa.ExportParameters(includePrivateParameters: false)) : CredentialErrors.InvalidPublicKey;
        }
        catch (CryptographicException)
        {
            return CredentialErrors.InvalidPublicKey;
        }
    }

    /// <summary>The blob of a key that is long enough, and that the framework takes for one.</summary>
    private static Result<ImmutableArray<byte>> Checked(RSAParameters key)
    {
        try
        {
            using RSA rsa = RSA.Create(key);
            return rsa.KeySize is >= LeastBits and <= MostBits ? ToBlob(key) : CredentialErrors.InvalidPublicKey;
        }
        catch (CryptographicException)
        {
            return CredentialErrors.InvalidPublicKey;
        }
    }

    private static ImmutableArray<byte> ToBlob(RSAParameters key)
    {
        List<byte> blob = [];
        Append(blob, Encoding.ASCII.GetBytes(KeyType));
        Append(blob, Signed(key.Exponent));
        Append(blob, Signed(key.Modulus));
        return [.. blob];
    }

    private static void Append(List<byte> blob, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        blob.AddRange(length);
        blob.AddRange(value);
    }

    /// <summary>A positive number as SSH writes it: without leading zeros, but one where the first bit would be a sign.</summary>
    private static byte[] Signed(ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> digits = number.TrimStart((byte)0);
        return digits is [>= 0x80, ..] ? [0, .. digits] : [.. digits];
    }

    private static bool TryParse(ReadOnlySpan<byte> blob, out RSAParameters key)
    {
        key = default;
        if (!TryTake(ref blob, out ReadOnlySpan<byte> type) || !type.SequenceEqual(Encoding.ASCII.GetBytes(KeyType))
            || !TryTake(ref blob, out ReadOnlySpan<byte> exponent) || !TryTake(ref blob, out ReadOnlySpan<byte> modulus)
            || !blob.IsEmpty || !IsPositive(exponent) || !IsPositive(modulus))
            return false;
        key = new RSAParameters { Exponent = exponent.TrimStart((byte)0).ToArray(), Modulus = modulus.TrimStart((byte)0).ToArray() };
        return true;
    }

    private static bool IsPositive(ReadOnlySpan<byte> number) => number is [< 0x80, ..] && !number.TrimStart((byte)0).IsEmpty;

    private static bool TryTake(ref ReadOnlySpan<byte> blob, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!BinaryPrimitives.TryReadInt32BigEndian(blob, out int length) || length < 0 || length > blob.Length - sizeof(int))
            return false;
        value = blob.Slice(sizeof(int), length);
        blob = blob[(sizeof(int) + length)..];
        return true;
    }
}
