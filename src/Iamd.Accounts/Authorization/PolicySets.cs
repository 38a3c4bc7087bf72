namespace Iamd.Accounts;

/// <summary>Gathers the policies that take part in a decision about a principal.</summary>
/// <remarks>IAM User Guide, "Policy evaluation logic". The simulator uses the same sets as real calls.</remarks>
public static class PolicySets
{
    /// <summary>How inline policies are named: by holder kind, holder and policy, as AWS's simulator names them.</summary>
    public const string InlineSourceType = "IAM Policy";

    /// <summary>Root's own rights, where a session of root's is narrowed by session policies.</summary>
    private static readonly NamedPolicy EverythingAllowed = new("root", null, CompiledPolicy.Compile(
        PolicyDocument.TryParse("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", out PolicyDocument? document, out PolicyError? error)
            ? document
            : throw new InvalidOperationException(error.ToString())));

    /// <summary>All policies that are in force for a caller of that account.</summary>
    public static PolicySet Of(Account account, Caller caller) => caller switch
    {
        Caller.Root => PolicySet.Empty,
        Caller.IamUser user => Of(account, user.User),
        Caller.RoleSession session => Of(account, session.Role) with { SessionPolicies = SessionPolicies(account, session.Claims) },
        Caller.FederatedUser { User: { } issuer } session =>
            // A federated user without a session policy may do nothing: the policies are in play and allow nothing.
            Of(account, issuer) with { SessionPolicies = SessionPolicies(account, session.Claims) ?? [] },
        Caller.FederatedUser session => PolicySet.Empty with
        {
            IdentityPolicies = [EverythingAllowed],
            SessionPolicies = SessionPolicies(account, session.Claims) ?? [],
        },
        _ => throw new InvalidOperationException($"Unknown caller {caller.GetType()}."),
    };

    /// <summary>The identity-based policies and the permissions boundary of a user or role.</summary>
    public static PolicySet Of(Account account, PrincipalIdentity principal) => PolicySet.Empty with
    {
        IdentityPolicies = IdentityPolicies(account, principal),
        PermissionsBoundaries = principal.PermissionsBoundary is string boundary ? [Managed(account, boundary)] : [],
    };

    /// <summary>The policies of a user (its groups' included), group or role: inline ones first.</summary>
    public static ImmutableArray<NamedPolicy> IdentityPolicies(Account account, Identity identity)
    {
        ImmutableArray<NamedPolicy>.Builder policies = ImmutableArray.CreateBuilder<NamedPolicy>();
        AddPolicies(account, identity, policies);
        if (identity is User user)
        {
            foreach (string id in user.GroupIds)
            {
                if (account.TryGetById(id, out Group? group))
                    AddPolicies(account, group, policies);
            }
        }
        return policies.DrainToImmutable();
    }

    private static void AddPolicies(Account account, Identity identity, ImmutableArray<NamedPolicy>.Builder policies)
    {
        foreach ((string name, Document document) in identity.InlinePolicies)
            policies.Add(new NamedPolicy(InlineName(identity, name), InlineSourceType, document.Compiled));
        foreach (string arn in identity.AttachedPolicies)
            policies.Add(Managed(account, arn));
    }

    private static string InlineName(Identity identity, string policy) => identity switch
    {
        User => $"user_{identity.Name}_{policy}",
        Group => $"group_{identity.Name}_{policy}",
        Role => $"role_{identity.Name}_{policy}",
        _ => throw new InvalidOperationException($"Unknown identity {identity.GetType()}."),
    };

    /// <summary>Null when the session was made without any.</summary>
    private static ImmutableArray<NamedPolicy>? SessionPolicies(Account account, SessionClaims claims)
    {
        if (claims.SessionPolicy is null && claims.SessionPolicyArns.IsEmpty)
            return null;
        ImmutableArray<NamedPolicy>.Builder policies = ImmutableArray.CreateBuilder<NamedPolicy>();
        if (claims.SessionPolicy is not null)
            policies.Add(new NamedPolicy("session policy", null, claims.SessionPolicy.Compiled));
        foreach (string arn in claims.SessionPolicyArns)
        {
            // A managed policy that was deleted since allows nothing any more.
            if (ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source))
                policies.Add(new NamedPolicy(arn, InlineSourceType, source.Compiled));
        }
        return policies.DrainToImmutable();
    }

    /// <summary>A managed policy that is attached, so it is there: neither kind can be deleted while it is.</summary>
    private static NamedPolicy Managed(Account account, string arn) =>
        ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source)
            ? new NamedPolicy(arn, InlineSourceType, source.Compiled)
            : throw new InvalidOperationException($"{arn} is attached but not there.");
}
