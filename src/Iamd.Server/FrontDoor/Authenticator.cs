using System.Text;
using Iamd.Accounts;
using Iamd.Policy;
using Iamd.Protocol;
using Iamd.Protocol.Errors;
using Iamd.Protocol.SigV4;
using Iamd.Storage;

namespace Iamd.Server;

/// <summary>Tells who signed a request, with a long-term access key or with temporary credentials.</summary>
/// <remarks>
/// IAM User Guide, "AWS Signature Version 4 for API requests". What is costly (deriving a signing key, opening a token) is
/// remembered, but only after a signature was verified with it: strangers cannot fill the caches. Nothing that is
/// remembered says that a key or session is still good; that is looked up in the world each time.
/// </remarks>
public sealed class Authenticator(Vault vault, Activity activity)
{
    private const int RememberedKeys = 4096;
    private const int RememberedTokens = 4096;

    private readonly BoundedCache<(string AccessKeyId, CredentialScope Scope), SigningKey> _signingKeys = new(RememberedKeys);
    private readonly BoundedCache<string, SessionClaims> _sessions = new(RememberedTokens);

    /// <summary>The caller, or the error that AWS answers instead.</summary>
    public Result<Caller> Authenticate(SignedRequest signed, World world, DateTimeOffset now)
    {
        if (signed.CheckTime(now) is AwsError untimely)
            return untimely;
        return signed.SessionToken is null
            ? WithAccessKey(signed, world, now)
            : WithSession(signed, signed.SessionToken, world, now);
    }

    /// <summary>The same caller in a newer world; null when it is gone or shut out there.</summary>
    public static Caller? FindAgain(World world, Caller caller)
    {
        bool found = caller.Session is SessionClaims claims
            ? Callers.TryFind(world, claims, out Caller? again)
            : Callers.TryFind(world, caller.AccessKeyId, out again, out _);
        return found ? again : null;
    }

    private Result<Caller> WithAccessKey(SignedRequest signed, World world, DateTimeOffset now)
    {
        if (!Callers.TryFind(world, signed.AccessKeyId, out Caller? caller, out AccessKey? key))
            return CommonErrors.InvalidClientTokenId;
        bool isRemembered = _signingKeys.TryGet((signed.AccessKeyId, signed.Scope), out SigningKey? signingKey);
        signingKey ??= SigningKey.Derive(SecretOf(key, caller.Account), signed.Scope);
        if (signed.Verify(signingKey) is AwsError mismatch)
            return mismatch;
        if (!isRemembered)
            _signingKeys.Add((signed.AccessKeyId, signed.Scope), signingKey);
        activity.AccessKeyUsed(key.Id, now, signed.Scope.Region, signed.Scope.Service);
        return caller;
    }

    private Result<Caller> WithSession(SignedRequest signed, string token, World world, DateTimeOffset now)
    {
        bool isOpened = _sessions.TryGet(token, out SessionClaims? claims);
        if (!isOpened && !SessionToken.TryOpen(token, signed.AccessKeyId, vault.Keys, out claims))
            return CommonErrors.InvalidClientTokenId;
        // A token that was remembered came with its own id then; now it may have come with another.
        if (claims is null || claims.AccessKeyId != signed.AccessKeyId)
            return CommonErrors.InvalidClientTokenId;
        // Recorded AWS answers: whether a session has expired or lost its issuer is said before its signature is looked at.
        if (claims.ExpiresAt <= now)
            return CommonErrors.ExpiredToken;
        if (!Callers.TryFind(world, claims, out Caller? caller))
            return CommonErrors.InvalidClientTokenId;
        bool isRemembered = _signingKeys.TryGet((signed.AccessKeyId, signed.Scope), out SigningKey? signingKey);
        signingKey ??= SigningKey.Derive(claims.SecretAccessKey, signed.Scope);
        if (signed.Verify(signingKey) is AwsError mismatch)
            return mismatch;
        if (!isRemembered)
            _signingKeys.Add((signed.AccessKeyId, signed.Scope), signingKey);
        if (!isOpened)
            _sessions.Add(token, claims);
        if (claims.Kind == SessionKind.Role)
            activity.RoleUsed(claims.PrincipalId, now, signed.Scope.Region);
        return caller;
    }

    private string SecretOf(AccessKey key, AccountId account) =>
        vault.Keys.TryOpen(SecretKind.AccessKey, account, key.Id, key.Secret, out byte[]? secret)
            ? Encoding.UTF8.GetString(secret)
            : throw new InvalidOperationException($"The secret of access key {key.Id} cannot be opened with the data keys at hand.");
}
