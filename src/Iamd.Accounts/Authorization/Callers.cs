using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>Finds the caller behind credentials in a world: done again at each request, so that what is deleted is out at once.</summary>
public static class Callers
{
    /// <summary>The owner of an active long-term access key, with the key; false when there is none such.</summary>
    public static bool TryFind(World world, string accessKeyId, [NotNullWhen(true)] out Caller? caller, [NotNullWhen(true)] out AccessKey? key)
    {
        caller = null;
        key = null;
        if (!world.TryGetAccessKeyOwner(accessKeyId, out AccessKeyOwner owner) || !world.TryGetAccount(owner.Account, out Account? account))
            return false;
        if (account.TryGetById(owner.PrincipalId, out User? user))
        {
            caller = new Caller.IamUser(user) { AccessKeyId = accessKeyId };
            key = user.AccessKeys.First(candidate => string.Equals(candidate.Id, accessKeyId, StringComparison.Ordinal));
        }
        else
        {
            caller = new Caller.Root(account.Root) { AccessKeyId = accessKeyId };
            key = account.Root.AccessKeys.First(candidate => string.Equals(candidate.Id, accessKeyId, StringComparison.Ordinal));
        }
        return key.IsActive;
    }

    /// <summary>The principal of a session; false when it is gone. Expiry is the front door's to check.</summary>
    public static bool TryFind(World world, SessionClaims claims, [NotNullWhen(true)] out Caller? caller)
    {
        caller = null;
        if (!world.TryGetAccount(claims.Account, out Account? account))
            return false;
        bool isRoot = string.Equals(claims.PrincipalId, account.Id.ToString(), StringComparison.Ordinal);
        string accessKeyId = claims.AccessKeyId;
        caller = claims.Kind switch
        {
            SessionKind.Role => account.TryGetById(claims.PrincipalId, out Role? role)
                ? new Caller.RoleSession(role, claims) { AccessKeyId = accessKeyId, Session = claims }
                : null,
            SessionKind.FederatedUser => isRoot
                ? new Caller.FederatedUser(null, claims) { AccessKeyId = accessKeyId, Session = claims }
                : account.TryGetById(claims.PrincipalId, out User? issuer)
                    ? new Caller.FederatedUser(issuer, claims) { AccessKeyId = accessKeyId, Session = claims }
                    : null,
            SessionKind.SessionToken => isRoot
                ? new Caller.Root(account.Root) { AccessKeyId = accessKeyId, Session = claims }
                : account.TryGetById(claims.PrincipalId, out User? user)
                    ? new Caller.IamUser(user) { AccessKeyId = accessKeyId, Session = claims }
                    : null,
            _ => throw new InvalidOperationException($"Unknown session kind {claims.Kind}."),
        };
        return caller is not null;
    }
}
