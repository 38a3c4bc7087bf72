namespace Iamd.Accounts;

/// <summary>The one place where a call is allowed or denied.</summary>
public static class Authorizer
{
    /// <summary>Checks everything that the operation must be allowed; null when it is, else the first denial.</summary>
    public static AwsError? Authorize(World world, Account account, Operation operation, object request, Call call)
    {
        ImmutableArray<Access> accesses = operation.Accesses(world, account, request, call);
        if (accesses.IsEmpty)
            return null;
        PolicySet policies = PolicySets.Of(account, call.Caller);
        foreach (Access access in accesses)
        {
            Decision decision = Decide(policies, access, call);
            if (!decision.IsAllowed && !(access.AllowedByAccount && decision.Outcome == DecisionOutcome.ImplicitDeny))
                return Denials.Of(access, call.Caller, decision);
        }
        return null;
    }

    /// <summary>Decides one access.</summary>
    /// <param name="policies">Those of the caller (<see cref="PolicySets.Of(Account, Caller)"/>).</param>
    public static Decision Decide(PolicySet policies, Access access, Call call) =>
        Evaluator.Decide(InForce(policies, access), RequestContexts.Of(access, call));

    /// <summary>The caller's policies, and for a role to be assumed its trust policy.</summary>
    private static PolicySet InForce(PolicySet policies, Access access) =>
        access.TrustedBy is not Role role
            ? policies
            : policies with
            {
                ResourcePolicy = new NamedPolicy(role.Arn.ToString(), null, role.TrustPolicy.Compiled),
                ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            };
}
