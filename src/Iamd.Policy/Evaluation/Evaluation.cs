using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>The evaluation logic, once for plain and for explained decisions.</summary>
internal static class Evaluation<TTrace>
    where TTrace : struct, IDecisionTrace
{
    public static Decision Decide(PolicySet policies, AccessRequest request, ref TTrace trace)
    {
        RequestPrincipal caller = request.Principal;
        bool isCustomer = caller is UserPrincipal or RolePrincipal or FederatedUserPrincipal or RootPrincipal;
        // Service-linked roles stand outside organization policies; service control policies are for principals of accounts.
        bool isServiceLinked = caller is RolePrincipal { IsServiceLinked: true };
        bool underScp = isCustomer && !isServiceLinked && !policies.ServiceControlPolicies.IsEmpty;
        bool underRcp = !isServiceLinked && !policies.ResourceControlPolicies.IsEmpty;
        // Nothing limits the root user from inside its account.
        bool hasIdentity = isCustomer && caller is not RootPrincipal;
        bool hasBoundary = hasIdentity && !policies.PermissionsBoundaries.IsEmpty;
        bool hasSession = hasIdentity && policies.SessionPolicies is not null;

        LayerTally endpoint = default, resource = default, identity = default, boundary = default, session = default;
        LayerTally rcp = underRcp ? Levels(PolicyLayer.ResourceControl, policies.ResourceControlPolicies, request, hasBoundary, ref trace) : default;
        if (rcp.Denies && !TTrace.SeesAll)
            return rcp.Denial(PolicyLayer.ResourceControl);
        LayerTally scp = underScp ? Levels(PolicyLayer.ServiceControl, policies.ServiceControlPolicies, request, hasBoundary, ref trace) : default;
        if (scp.Denies && !TTrace.SeesAll)
            return scp.Denial(PolicyLayer.ServiceControl);

        bool underEndpoint = !policies.EndpointPolicies.IsEmpty;
        if (underEndpoint)
        {
            endpoint = All(PolicyLayer.Endpoint, policies.EndpointPolicies, request, hasBoundary, ref trace);
            if (endpoint.Denies && !TTrace.SeesAll)
                return endpoint.Denial(PolicyLayer.Endpoint);
        }
        if (policies.ResourcePolicy is { } resourcePolicy)
        {
            Scan(PolicyLayer.Resource, resourcePolicy, request, hasBoundary, ref resource, ref trace);
            trace.Concluded(PolicyLayer.Resource, null, resource);
            if (resource.Denies && !TTrace.SeesAll)
                return resource.Denial(PolicyLayer.Resource);
        }
        if (hasIdentity)
        {
            identity = All(PolicyLayer.Identity, policies.IdentityPolicies, request, hasBoundary, ref trace);
            if (identity.Denies && !TTrace.SeesAll)
                return identity.Denial(PolicyLayer.Identity);
        }
        if (hasBoundary)
        {
            boundary = All(PolicyLayer.PermissionsBoundary, policies.PermissionsBoundaries, request, hasBoundary, ref trace);
            if (boundary.Denies && !TTrace.SeesAll)
                return boundary.Denial(PolicyLayer.PermissionsBoundary);
        }
        if (hasSession)
        {
            session = All(PolicyLayer.Session, policies.SessionPolicies.GetValueOrDefault(), request, hasBoundary, ref trace);
            if (session.Denies && !TTrace.SeesAll)
                return session.Denial(PolicyLayer.Session);
        }
        if (TTrace.SeesAll && FirstDenial(rcp, scp, endpoint, resource, identity, boundary, session) is { } denial)
            return denial;

        if (underRcp && !rcp.Allows)
            return Decision.Implicit(PolicyLayer.ResourceControl);
        if (underScp && !scp.Allows)
            return Decision.Implicit(PolicyLayer.ServiceControl);
        if (underEndpoint && !endpoint.Allows)
            return Decision.Implicit(PolicyLayer.Endpoint);
        if (!isCustomer)
            return resource.Allows ? resource.Allowance(PolicyLayer.Resource) : Decision.Implicit(PolicyLayer.Resource);

        bool sameAccount = caller.Account == request.Owner;
        if (sameAccount && resource.Reach == Reach.Direct)
            return resource.Allowance(PolicyLayer.Resource);

        bool grantedByResource = sameAccount && resource.Reach == Reach.Entity;
        if (!grantedByResource)
        {
            if (hasIdentity && !identity.Allows)
                return Decision.Implicit(MissingGrant(policies, sameAccount, resource));
            // Across accounts both sides must allow; trust and key policies must allow even within one.
            bool needsResource = !sameAccount || policies.ResourcePolicyKind != ResourcePolicyKind.Ordinary;
            if (needsResource && !resource.Allows)
                return Decision.Implicit(PolicyLayer.Resource);
        }
        if (hasBoundary && !boundary.Allows)
            return Decision.Implicit(PolicyLayer.PermissionsBoundary);
        if (hasSession && !session.Allows)
            return Decision.Implicit(PolicyLayer.Session);
        if (grantedByResource)
            return resource.Allowance(PolicyLayer.Resource);
        if (hasIdentity)
            return identity.Allowance(PolicyLayer.Identity);
        return resource.Allows ? resource.Allowance(PolicyLayer.Resource) : new Decision(DecisionOutcome.Allowed, PolicyLayer.None, null, -1);
    }

    /// <summary>Whose fault it is that nothing grants: within an account a role that does not trust, or a key that does not delegate, comes first.</summary>
    private static PolicyLayer MissingGrant(PolicySet policies, bool sameAccount, in LayerTally resource) =>
        sameAccount && policies.ResourcePolicyKind != ResourcePolicyKind.Ordinary && !resource.Allows
            ? PolicyLayer.Resource
            : PolicyLayer.Identity;

    /// <summary>Organization policies: every level must allow, any may deny.</summary>
    private static LayerTally Levels(PolicyLayer layer, ImmutableArray<OrganizationLevel> levels, AccessRequest request, bool hasBoundary, ref TTrace trace)
    {
        LayerTally all = default;
        bool everyLevelAllows = true;
        foreach (OrganizationLevel level in levels)
        {
            LayerTally one = default;
            foreach (NamedPolicy policy in level.Policies)
            {
                Scan(layer, policy, request, hasBoundary, ref one, ref trace);
                if (one.Denies && !TTrace.SeesAll)
                    return one;
            }
            trace.Concluded(layer, level.Identifier, one);
            if (one.Denies && !all.Denies)
                all = all with { DenyPolicy = one.DenyPolicy, DenyStatement = one.DenyStatement };
            everyLevelAllows &= one.Allows;
        }
        return all with { Reach = everyLevelAllows ? Reach.Direct : Reach.None };
    }

    private static LayerTally All(PolicyLayer layer, ImmutableArray<NamedPolicy> policies, AccessRequest request, bool hasBoundary, ref TTrace trace)
    {
        LayerTally tally = default;
        foreach (NamedPolicy policy in policies)
        {
            Scan(layer, policy, request, hasBoundary, ref tally, ref trace);
            if (tally.Denies && !TTrace.SeesAll)
                return tally;
        }
        trace.Concluded(layer, null, tally);
        return tally;
    }

    private static void Scan(PolicyLayer layer, NamedPolicy policy, AccessRequest request, bool hasBoundary, ref LayerTally tally, ref TTrace trace)
    {
        foreach (CompiledStatement statement in policy.Policy.Statements)
        {
            Reach reach = Match(layer, statement, request, hasBoundary);
            trace.Looked(layer, policy, statement, reach, hasBoundary);
            if (reach == Reach.None)
                continue;
            if (statement.Source.Effect == Effect.Deny)
            {
                if (!tally.Denies)
                    tally = tally with { DenyPolicy = policy, DenyStatement = statement.Source.Index };
                if (!TTrace.SeesAll)
                    return;
            }
            else if (reach > tally.Reach)
            {
                tally = tally with { AllowPolicy = policy, AllowStatement = statement.Source.Index, Reach = reach };
            }
        }
    }

    private static Reach Match(PolicyLayer layer, CompiledStatement statement, AccessRequest request, bool hasBoundary)
    {
        if (!statement.MatchesAction(request.FoldedAction)
            || !statement.MatchesResource(request.Resource, request.Context, isAttached: layer == PolicyLayer.Resource))
            return Reach.None;
        Reach reach = ReachOf(layer, statement, request.Principal, hasBoundary);
        return reach != Reach.None && statement.MatchesConditions(request.Context) ? reach : Reach.None;
    }

    internal static Reach ReachOf(PolicyLayer layer, CompiledStatement statement, RequestPrincipal caller, bool hasBoundary) => layer switch
    {
        // Without a principal a resource-based statement is for nobody.
        PolicyLayer.Resource or PolicyLayer.Endpoint or PolicyLayer.ResourceControl =>
            statement.Principal?.Match(caller, statement.Source.Effect, hasBoundary) ?? Reach.None,
        // These belong to the caller already. A principal has no place in them: with one they may deny, but never allow.
        PolicyLayer.Identity or PolicyLayer.PermissionsBoundary or PolicyLayer.Session or PolicyLayer.ServiceControl =>
            statement.Principal is null || statement.Source.Effect == Effect.Deny ? Reach.Direct : Reach.None,
        PolicyLayer.None => Reach.None,
        _ => throw new InvalidOperationException("No such type of policy."),
    };

    private static Decision? FirstDenial(
        in LayerTally rcp, in LayerTally scp, in LayerTally endpoint, in LayerTally resource,
        in LayerTally identity, in LayerTally boundary, in LayerTally session)
    {
        if (rcp.Denies)
            return rcp.Denial(PolicyLayer.ResourceControl);
        if (scp.Denies)
            return scp.Denial(PolicyLayer.ServiceControl);
        if (endpoint.Denies)
            return endpoint.Denial(PolicyLayer.Endpoint);
        if (resource.Denies)
            return resource.Denial(PolicyLayer.Resource);
        if (identity.Denies)
            return identity.Denial(PolicyLayer.Identity);
        if (boundary.Denies)
            return boundary.Denial(PolicyLayer.PermissionsBoundary);
        return session.Denies ? session.Denial(PolicyLayer.Session) : null;
    }
}
