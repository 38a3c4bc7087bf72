namespace Iamd.Accounts;

/// <summary>The context keys that the daemon knows of a simulated principal and resource without being told.</summary>
/// <remarks>
/// AWS's simulator knows none; here it answers as the daemon itself would, so it takes the same request context, without
/// what only a real call has: address, transport, region, session. An entry of the request takes the place of any.
/// See <c>docs/differences-from-aws.md</c>.
/// </remarks>
internal static class KnownContext
{
    private static readonly ImmutableHashSet<string> OfRealCallsOnly = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "aws:SourceIp", "aws:SecureTransport", "aws:RequestedRegion", "aws:UserAgent", "aws:Referer", "aws:TokenIssueTime");

    /// <summary>The keys for one principal and one resource.</summary>
    /// <param name="principal">The user or role; anything else has no context of its own.</param>
    public static ContextKeys Of(Account account, Identity principal, string action, string resource, AccountId owner, Call call)
    {
        Caller? caller = principal switch
        {
            User user => new Caller.IamUser(user) { AccessKeyId = "" },
            Role role => SessionOf(role, call.Now),
            _ => null,
        };
        if (caller is null)
            return ContextKeys.Empty;
        Access access = new(action, resource) { ResourceAccount = owner, ResourceTags = TagsOf(account, resource) };
        ContextKeys all = RequestContexts.Of(access, call with { Caller = caller }).Context;
        return new ContextKeys(all.Values.Where(pair =>
            !OfRealCallsOnly.Contains(pair.Key)
            // A role's user id ends in the name of a session, and there is none.
            && !(principal is Role && string.Equals(pair.Key, "aws:userid", StringComparison.OrdinalIgnoreCase))));
    }

    private static Caller.RoleSession SessionOf(Role role, DateTimeOffset now)
    {
        SessionClaims claims = new()
        {
            Kind = SessionKind.Role,
            Account = role.Account,
            PrincipalId = role.Id,
            AccessKeyId = "",
            SecretAccessKey = "",
            Name = "simulation",
            IssuedAt = now,
            ExpiresAt = now,
        };
        return new Caller.RoleSession(role, claims) { AccessKeyId = "", Session = claims };
    }

    /// <summary>Tags of an IAM resource of this account; none where the ARN names nothing that is there.</summary>
    private static ImmutableArray<Tag> TagsOf(Account account, string resource)
    {
        if (!Arn.TryParse(resource, out Arn? arn) || arn.Service is not "iam" || arn.Resource.Split('/') is not [string kind, .., string name])
            return [];
        NamedEntity? entity = kind switch
        {
            "user" => account.Users.TryGet(name, out User? user) ? user : null,
            "role" => account.Roles.TryGet(name, out Role? role) ? role : null,
            "policy" => account.ManagedPolicies.TryGet(name, out ManagedPolicy? policy) ? policy : null,
            "instance-profile" => account.InstanceProfiles.TryGet(name, out InstanceProfile? profile) ? profile : null,
            "mfa" => account.MfaDevices.TryGet(name, out MfaDevice? device) ? device : null,
            "server-certificate" => account.ServerCertificates.TryGet(name, out ServerCertificate? certificate) ? certificate : null,
            _ => null,
        };
        return entity?.Arn == arn ? entity.Tags : [];
    }
}
