using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>Unique ids and keys as AWS makes them: a prefix for the kind, then base 32 that carries the account's number.</summary>
/// <remarks>IAM User Guide, "IAM identifiers", "Understanding unique ID prefixes"; IAM API Reference, "AccessKey".</remarks>
public static class Ids
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int SecretCharacters = 40;

    /// <summary>A unique id of 21 characters, such as <c>AIDA…</c>.</summary>
    public static string NewUniqueId(this IRandomness randomness, string prefix, AccountId account) =>
        WithAccount(randomness, prefix, account, 17);

    /// <summary>An access key id of 20 characters: <c>AKIA…</c> for long-term ones, <c>ASIA…</c> for temporary ones.</summary>
    public static string NewAccessKeyId(this IRandomness randomness, string prefix, AccountId account) =>
        WithAccount(randomness, prefix, account, 16);

    /// <summary>A secret access key: 40 characters, 240 random bits.</summary>
    public static string NewSecretAccessKey(this IRandomness randomness)
    {
        Span<byte> bytes = stackalloc byte[SecretCharacters];
        randomness.Fill(bytes);
        Span<char> secret = stackalloc char[SecretCharacters];
        for (int i = 0; i < SecretCharacters; i++)
            secret[i] = SecretAlphabet[bytes[i] & 63];
        return new string(secret);
    }

    /// <summary>The account number that an id of ours or of AWS's newer kind carries.</summary>
    /// <remarks>STS API Reference, "GetAccessKeyInfo". The number stands in bits 7 to 46 of the first 48; bit 47 marks the newer kind.</remarks>
    public static bool TryReadAccount(string id, [NotNullWhen(true)] out AccountId? account)
    {
        account = null;
        if (id.Length < 14)
            return false;
        ulong bits = 0;
        foreach (char c in id.AsSpan(4, 10))
        {
            int value = Base32.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
                return false;
            bits = (bits << 5) | (uint)value;
        }
        bits >>= 2; // 50 bits were read.
        ulong number = (bits >> 7) & 0xFF_FFFF_FFFF;
        if (bits >> 47 == 0 || !AccountId.TryParse(number.ToString("D12", System.Globalization.CultureInfo.InvariantCulture), out AccountId read))
            return false;
        account = read;
        return true;
    }

    private static string WithAccount(IRandomness randomness, string prefix, AccountId account, int characters)
    {
        ulong number = ulong.Parse(account.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        Span<byte> bytes = stackalloc byte[11];
        randomness.Fill(bytes);
        ulong head = (1UL << 47) | (number << 7) | (bytes[0] & 0x7FUL);
        for (int i = 0; i < 6; i++)
            bytes[i] = (byte)(head >> (8 * (5 - i)));
        Span<char> id = stackalloc char[characters];
        int bit = 0;
        for (int i = 0; i < characters; i++, bit += 5)
        {
            int at = bit >> 3;
            int two = (bytes[at] << 8) | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            id[i] = Base32[(two >> (11 - (bit & 7))) & 31];
        }
        return string.Concat(prefix, id);
    }
}
