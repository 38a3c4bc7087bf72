namespace Iamd.Policy.Reference;

/// <summary>
/// AWS's evaluation logic as its documentation tells it, step by step and without any thought of speed.
/// </summary>
/// <remarks>
/// IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", "Policy evaluation for requests
/// within a single account", "Cross-account policy evaluation logic".
/// </remarks>
public sealed class ReferenceEvaluator(PolicySet policies, AccessRequest request)
{
    /// <summary>How a principal of a policy and the caller go together.</summary>
    private enum Named
    {
        Not,
        ByAccount,
        ByRoleOrUserOfSession,
        Itself,
    }

    public static DecisionOutcome Decide(PolicySet policies, AccessRequest request) => new ReferenceEvaluator(policies, request).Decide();

    private bool IsServiceLinkedRole => request.Principal is RolePrincipal { IsServiceLinked: true };

    private bool HasAccountPolicies => request.Principal is UserPrincipal or RolePrincipal or FederatedUserPrincipal;

    private bool HasBoundary => HasAccountPolicies && policies.PermissionsBoundaries.Length > 0;

    private DecisionOutcome Decide()
    {
        List<NamedPolicy[]> rcps = IsServiceLinkedRole ? [] : [.. policies.ResourceControlPolicies.Select(level => level.Policies.ToArray())];
        List<NamedPolicy[]> scps = IsServiceLinkedRole || !(HasAccountPolicies || request.Principal is RootPrincipal)
            ? []
            : [.. policies.ServiceControlPolicies.Select(level => level.Policies.ToArray())];
        NamedPolicy[] endpoint = [.. policies.EndpointPolicies];
        NamedPolicy[] resource = policies.ResourcePolicy is { } one ? [one] : [];
        NamedPolicy[] identity = HasAccountPolicies ? [.. policies.IdentityPolicies] : [];
        NamedPolicy[] boundary = HasBoundary ? [.. policies.PermissionsBoundaries] : [];
        NamedPolicy[]? session = HasAccountPolicies && policies.SessionPolicies is { } given ? [.. given] : null;

        // Deny evaluation: one explicit deny in any policy that applies is enough.
        bool denied = rcps.SelectMany(level => level).Any(policy => Denies(policy, hasPrincipal: true))
            || scps.SelectMany(level => level).Any(policy => Denies(policy, hasPrincipal: false))
            || endpoint.Any(policy => Denies(policy, hasPrincipal: true))
            || resource.Any(policy => Denies(policy, hasPrincipal: true, isAttached: true))
            || identity.Concat(boundary).Concat(session ?? []).Any(policy => Denies(policy, hasPrincipal: false));
        if (denied)
            return DecisionOutcome.ExplicitDeny;

        // Organizations RCPs, then SCPs: each level must have an Allow.
        if (!rcps.TrueForAll(level => level.Any(policy => Allows(policy, hasPrincipal: true) != Named.Not)))
            return DecisionOutcome.ImplicitDeny;
        if (!scps.TrueForAll(level => level.Any(policy => Allows(policy, hasPrincipal: false) != Named.Not)))
            return DecisionOutcome.ImplicitDeny;
        if (endpoint.Length > 0 && !endpoint.Any(policy => Allows(policy, hasPrincipal: true) != Named.Not))
            return DecisionOutcome.ImplicitDeny;

        Named byResource = resource.Select(policy => Allows(policy, hasPrincipal: true, isAttached: true)).Append(Named.Not).Max();
        bool byIdentity = request.Principal is RootPrincipal || identity.Any(policy => Allows(policy, hasPrincipal: false) != Named.Not);
        bool byBoundary = boundary.Length == 0 || boundary.Any(policy => Allows(policy, hasPrincipal: false) != Named.Not);
        bool bySession = session is null || session.Any(policy => Allows(policy, hasPrincipal: false) != Named.Not);

        return IsAllowed() ? DecisionOutcome.Allowed : DecisionOutcome.ImplicitDeny;

        bool IsAllowed()
        {
            // Services, anonymous callers and callers known by an identity provider only have no policies of their own.
            if (request.Principal.Account is not { } account || request.Principal is FederatedPrincipal)
                return byResource != Named.Not;

            if (account != ResourceAccount())
                // Cross-account: the resource-based policy and the identity-based policies must both allow.
                return byResource != Named.Not && byIdentity && byBoundary && bySession;

            // Same account: a grant to the user, the session or everyone is not limited by implicit denies of other policies …
            if (byResource == Named.Itself)
                return true;
            // … one to the role of a session, or the user of a federated session, is limited by boundary and session policy.
            if (byResource == Named.ByRoleOrUserOfSession && byBoundary && bySession)
                return true;
            // Trust policies and key policies must allow at least the account; elsewhere identity-based policies suffice.
            bool mustBeNamed = policies.ResourcePolicyKind is ResourcePolicyKind.RoleTrust or ResourcePolicyKind.KmsKey;
            return (!mustBeNamed || byResource != Named.Not) && byIdentity && byBoundary && bySession;
        }
    }

    private AccountId? ResourceAccount()
    {
        if (request.ResourceAccount is { } given)
            return given;
        string[] parts = request.Resource.Split(':');
        if (parts.Length < 6 || parts[0] != "arn" || parts[4].Length == 0)
            return request.Principal.Account;
        return AccountId.TryParse(parts[4], out AccountId account) ? account : null;
    }

    private bool Denies(NamedPolicy policy, bool hasPrincipal, bool isAttached = false) =>
        policy.Policy.Document.Statements.Any(statement =>
            statement.Effect == Effect.Deny && Applies(policy.Policy.Document, statement, hasPrincipal, isAttached) != Named.Not);

    private Named Allows(NamedPolicy policy, bool hasPrincipal, bool isAttached = false) =>
        policy.Policy.Document.Statements
            .Where(statement => statement.Effect == Effect.Allow)
            .Select(statement => Applies(policy.Policy.Document, statement, hasPrincipal, isAttached))
            .Append(Named.Not)
            .Max();

    private Named Applies(PolicyDocument policy, Statement statement, bool hasPrincipal, bool isAttached)
    {
        if (!ActionApplies(statement) || !ResourceApplies(policy, statement, isAttached))
            return Named.Not;
        if (!statement.Conditions.All(test => Condition.Holds(test, statement.Effect, policy, request.Context)))
            return Named.Not;
        if (hasPrincipal)
            return statement.Principal is { } principal ? PrincipalApplies(principal, statement.Effect) : Named.Not;
        // A policy that belongs to the caller names no principal; one that does all the same can only deny.
        return statement.Principal is null || statement.Effect == Effect.Deny ? Named.Itself : Named.Not;
    }

    private bool ActionApplies(Statement statement)
    {
        bool listed = statement.Action.Patterns.Any(pattern =>
            (pattern.Contains(':', StringComparison.Ordinal) || pattern.All(c => c == '*'))
            && Pattern.Matches(Lower(pattern), Lower(request.Action), Version2008, ContextKeys.Empty));
        return listed != statement.Action.IsNot;
    }

    private static readonly PolicyDocument Version2008 = PolicyDocument.Parse("""{"Statement":{"Effect":"Deny","Action":"*"}}""");

    private static string Lower(string text) => string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c));

    private bool ResourceApplies(PolicyDocument policy, Statement statement, bool isAttached)
    {
        if (statement.Resource is not { } element)
            return isAttached;
        bool?[] results = [.. element.Patterns.Select(pattern => ResourceMatches(policy, pattern))];
        if (!element.IsNot)
            return results.Contains(true);
        return !results.Contains(true) && (!results.Contains(null) || statement.Effect == Effect.Deny);
    }

    private bool? ResourceMatches(PolicyDocument policy, string pattern)
    {
        try
        {
            // An ARN with fewer than six fields is completed with wildcards; a colon in a variable is not a separator.
            string plain = policy.Version == PolicyVersion.V2008
                ? pattern
                : System.Text.RegularExpressions.Regex.Replace(pattern, @"\$\{[^}]*\}", "v", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            int fields = plain.Split(':').Length;
            string whole = pattern.StartsWith("arn:", StringComparison.Ordinal) && fields < 6
                ? pattern + string.Concat(Enumerable.Repeat(":*", 6 - fields))
                : pattern;
            return Pattern.Matches(whole, request.Resource, policy, request.Context);
        }
        catch (UnresolvableException)
        {
            return null;
        }
    }

    private Named PrincipalApplies(PrincipalElement element, Effect effect)
    {
        // NotPrincipal with Deny always denies users and roles that have a permissions boundary.
        if (element.IsNot && effect == Effect.Deny && HasBoundary)
            return Named.Itself;
        Named named = element.Names.Select(Names).Max();
        if (!element.IsNot)
            return named;
        return named == Named.Not ? Named.Itself : Named.Not;
    }

    private Named Names(PrincipalName name)
    {
        RequestPrincipal caller = request.Principal;
        switch (name.Kind)
        {
            case PrincipalKind.Everyone:
                return Named.Itself;
            case PrincipalKind.Service:
                return caller is ServicePrincipal && caller.Text == name.Text ? Named.Itself : Named.Not;
            case PrincipalKind.Federated:
                return caller is FederatedPrincipal && caller.Text == name.Text ? Named.Itself : Named.Not;
            case PrincipalKind.CanonicalUser:
                return Named.Not;
            case PrincipalKind.Aws:
                break;
        }
        if (name.Text == "*")
            return Named.Itself;
        if (caller is ServicePrincipal or AnonymousPrincipal or FederatedPrincipal)
            return Named.Not;
        string account = caller.Account.ToString()!;
        if (name.Text == account || (name.Text.EndsWith($":iam::{account}:root", StringComparison.Ordinal) && name.Text.StartsWith("arn:", StringComparison.Ordinal)))
            return Named.ByAccount;
        bool isId = !name.Text.StartsWith("arn:", StringComparison.Ordinal);
        switch (caller)
        {
            case UserPrincipal:
                return name.Text == caller.Text || (isId && name.Text == caller.UniqueId) ? Named.Itself : Named.Not;
            case RolePrincipal role:
                if (name.Text == role.Session?.ToString())
                    return Named.Itself;
                bool isRole = role.PathKnown
                    ? name.Text == role.Role.ToString()
                    : name.Text.Contains($":iam::{account}:role/", StringComparison.Ordinal) && name.Text.Split('/')[^1] == role.Name;
                return isRole || (isId && name.Text == role.UniqueId) ? Named.ByRoleOrUserOfSession : Named.Not;
            case FederatedUserPrincipal federated:
                if (name.Text == federated.Session.ToString())
                    return Named.Itself;
                return name.Text == federated.User?.ToString() || (isId && name.Text == federated.UniqueId) ? Named.ByRoleOrUserOfSession : Named.Not;
            default:
                return Named.Not;
        }
    }
}
