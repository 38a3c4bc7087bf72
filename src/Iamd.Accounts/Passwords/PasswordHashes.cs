using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Iamd.Accounts;

/// <summary>Login profiles and the hashes that were prepared for them.</summary>
internal static class PasswordHashes
{
    private const int SaltBytes = 16;

    /// <summary>As many as the strictest reuse rule asks for (IAM API Reference, "UpdateAccountPasswordPolicy", PasswordReusePrevention).</summary>
    private const int FormerHashesKept = 24;

    /// <summary>A password to hash under a fresh salt, for a new login profile.</summary>
    public static PasswordToHash ForNewProfile(string password, Call call)
    {
        byte[] salt = new byte[SaltBytes];
        call.Randomness.Fill(salt);
        return new PasswordToHash(password, [.. salt]);
    }

    /// <summary>The hash of a password for a new login profile, under whichever salt was prepared.</summary>
    public static bool TryFindForNewProfile(string password, Call call, [NotNullWhen(true)] out HashedPassword? hashed)
    {
        hashed = call.HashedPasswords.FirstOrDefault(candidate => string.Equals(candidate.Password, password, StringComparison.Ordinal));
        return hashed is not null;
    }

    /// <summary>The hash of a password under the profile's salt; false when that was not prepared, or for a profile that is no more.</summary>
    public static bool TryFind(this LoginProfile profile, string password, Call call, [NotNullWhen(true)] out HashedPassword? hashed)
    {
        hashed = call.HashedPasswords.FirstOrDefault(candidate =>
            string.Equals(candidate.Password, password, StringComparison.Ordinal) && candidate.Salt.AsSpan().SequenceEqual(profile.Salt.AsSpan()));
        return hashed is not null;
    }

    /// <summary>Whether that is the profile's password; takes as long for a wrong one as for the right one.</summary>
    public static bool IsPassword(this LoginProfile profile, HashedPassword hashed) => Same(profile.Hash, hashed.Hash);

    /// <summary>Whether the policy forbids that password because it is the present one or one of those last used.</summary>
    public static bool Forbids(this PasswordPolicy? policy, LoginProfile profile, HashedPassword hashed) =>
        policy?.PasswordReusePrevention is int remembered
        && (profile.IsPassword(hashed) || profile.FormerHashes.Take(remembered).Any(former => Same(former, hashed.Hash)));

    /// <summary>The profile with another password; the present one is remembered.</summary>
    public static LoginProfile With(this LoginProfile profile, HashedPassword hashed, Call call) => profile with
    {
        Hash = hashed.Hash,
        FormerHashes = [.. profile.FormerHashes.Insert(0, profile.Hash).Take(FormerHashesKept)],
        PasswordChangedAt = call.Now,
    };

    private static bool Same(ImmutableArray<byte> left, ImmutableArray<byte> right) =>
        CryptographicOperations.FixedTimeEquals(left.AsSpan(), right.AsSpan());
}
