using System.Globalization;

namespace Iamd.Accounts;

/// <summary>Builds the request that the policy engine decides: principal, action, resource and condition keys.</summary>
/// <remarks>
/// IAM User Guide, "AWS global condition context keys" (the availability of each key) and "IAM and AWS STS condition context
/// keys". A key that AWS leaves out is left out here: <c>BoolIfExists</c> and <c>Null</c> tell the difference.
/// </remarks>
public static class RequestContexts
{
    /// <summary>The request for one access of a call.</summary>
    public static AccessRequest Of(Access access, Call call)
    {
        Caller caller = call.Caller;
        List<KeyValuePair<string, ContextValue>> keys = new(32);
        AddTime(keys, call);
        AddTransport(keys, call.Transport);
        AddPrincipal(keys, caller);
        AddSession(keys, caller, call.Now);
        AddResource(keys, access, caller);
        return new AccessRequest
        {
            Principal = PrincipalOf(caller),
            Action = access.Action,
            Resource = access.Resource,
            ResourceAccount = access.ResourceAccount,
            Context = new ContextKeys(keys),
        };
    }

    /// <summary>The caller as the policy engine names it.</summary>
    public static RequestPrincipal PrincipalOf(Caller caller) => caller switch
    {
        Caller.Root root => new RootPrincipal(root.Account),
        Caller.IamUser user => new UserPrincipal(user.User.Arn, user.User.Id),
        Caller.RoleSession session => new RolePrincipal(session.Role.Arn, session.Arn, session.Role.Id),
        Caller.FederatedUser session => new FederatedUserPrincipal(session.Arn, session.User?.Arn, session.User?.Id),
        _ => throw new InvalidOperationException($"Unknown caller {caller.GetType()}."),
    };

    /// <summary>Tags of the principal: the entity's own, overridden by those of the session.</summary>
    /// <remarks>IAM User Guide, "Pass session tags in AWS STS": a session tag takes the place of a tag with the same key.</remarks>
    public static ImmutableArray<Tag> PrincipalTags(Caller caller)
    {
        ImmutableArray<Tag> own = caller switch
        {
            Caller.IamUser user => user.User.Tags,
            Caller.RoleSession session => session.Role.Tags,
            Caller.FederatedUser session => session.User?.Tags ?? [],
            _ => [],
        };
        ImmutableArray<Tag> passed = caller.Session?.Tags ?? [];
        return passed.IsEmpty
            ? own
            : [.. own.Where(tag => !passed.Any(other => string.Equals(other.Key, tag.Key, StringComparison.OrdinalIgnoreCase))), .. passed];
    }

    private static void AddTime(List<KeyValuePair<string, ContextValue>> keys, Call call)
    {
        Add(keys, "aws:CurrentTime", Iso(call.Now));
        Add(keys, "aws:EpochTime", call.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }

    private static void AddTransport(List<KeyValuePair<string, ContextValue>> keys, Transport transport)
    {
        Add(keys, "aws:SourceIp", transport.SourceIp.ToString());
        Add(keys, "aws:SecureTransport", transport.IsSecure ? "true" : "false");
        Add(keys, "aws:RequestedRegion", transport.Region);
        if (transport.UserAgent is not null)
            Add(keys, "aws:UserAgent", transport.UserAgent);
        if (transport.Referer is not null)
            Add(keys, "aws:Referer", transport.Referer);
        Add(keys, "aws:ViaAWSService", "false");
        Add(keys, "aws:PrincipalIsAWSService", "false");
    }

    private static void AddPrincipal(List<KeyValuePair<string, ContextValue>> keys, Caller caller)
    {
        (string type, string arn) = caller switch
        {
            Caller.Root => ("Account", caller.Arn.ToString()),
            Caller.IamUser => ("User", caller.Arn.ToString()),
            // For role sessions AWS gives the role's ARN, not the session's.
            Caller.RoleSession session => ("AssumedRole", session.Role.Arn.ToString()),
            Caller.FederatedUser => ("FederatedUser", caller.Arn.ToString()),
            _ => throw new InvalidOperationException($"Unknown caller {caller.GetType()}."),
        };
        Add(keys, "aws:PrincipalType", type);
        Add(keys, "aws:PrincipalArn", arn);
        Add(keys, "aws:PrincipalAccount", caller.Account.ToString());
        Add(keys, "aws:userid", caller.UserId);
        if (caller is Caller.IamUser user)
            Add(keys, "aws:username", user.User.Name);
        foreach (Tag tag in PrincipalTags(caller))
            Add(keys, $"aws:PrincipalTag/{tag.Key}", tag.Value);
    }

    /// <summary>Keys that only temporary credentials have: with a long-term key they are absent.</summary>
    private static void AddSession(List<KeyValuePair<string, ContextValue>> keys, Caller caller, DateTimeOffset now)
    {
        if (caller.Session is not SessionClaims session)
            return;
        Add(keys, "aws:TokenIssueTime", Iso(session.IssuedAt));
        Add(keys, "aws:MultiFactorAuthPresent", session.MfaAuthenticatedAt is null ? "false" : "true");
        if (session.MfaAuthenticatedAt is DateTimeOffset authenticated)
            Add(keys, "aws:MultiFactorAuthAge", ((long)(now - authenticated).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (session.SourceIdentity is not null)
            Add(keys, "aws:SourceIdentity", session.SourceIdentity);
    }

    private static void AddResource(List<KeyValuePair<string, ContextValue>> keys, Access access, Caller caller)
    {
        Add(keys, "aws:ResourceAccount", (access.ResourceAccount ?? caller.Account).ToString());
        // Tag keys of policies and the like may differ by case alone, condition keys may not: the first counts.
        foreach (Tag tag in access.ResourceTags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(keys, $"aws:ResourceTag/{tag.Key}", tag.Value);
            Add(keys, $"iam:ResourceTag/{tag.Key}", tag.Value);
        }
        // A key given twice is refused later, by the operation; here the first counts.
        foreach (Tag tag in access.RequestTags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase))
            Add(keys, $"aws:RequestTag/{tag.Key}", tag.Value);
        if (!access.RequestTags.IsEmpty || !access.RemovedTagKeys.IsEmpty)
            Add(keys, "aws:TagKeys", new ContextValue([.. access.RequestTags.Select(tag => tag.Key), .. access.RemovedTagKeys]));
        foreach ((string key, ContextValue value) in access.Keys)
        {
            // What the request says takes the place of what the session says: MFA given now, for instance.
            keys.RemoveAll(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase));
            Add(keys, key, value);
        }
    }

    private static void Add(List<KeyValuePair<string, ContextValue>> keys, string key, ContextValue value) => keys.Add(new(key, value));

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
