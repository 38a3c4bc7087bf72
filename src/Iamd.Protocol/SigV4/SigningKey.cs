using System.Security.Cryptography;
using System.Text;

namespace Iamd.Protocol.SigV4;

/// <summary>A key derived from a secret access key for one credential scope. Deriving costs four HMACs, so servers keep it.</summary>
/// <remarks>IAM User Guide, "Create a signed AWS API request", step 4.</remarks>
public sealed class SigningKey
{
    private readonly byte[] _key;

    private SigningKey(byte[] key) => _key = key;

    /// <summary>Derives the key.</summary>
    public static SigningKey Derive(string secretAccessKey, CredentialScope scope)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (string part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, CredentialScope.Terminator])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return new SigningKey(key);
    }

    /// <summary>Signs.</summary>
    internal void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> signature) => HMACSHA256.HashData(_key, stringToSign, signature);
}
