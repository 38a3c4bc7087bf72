namespace Iamd.Accounts;

/// <summary>IAM <c>SimulatePrincipalPolicy</c>: what the policies of a user, group or role would decide.</summary>
/// <remarks>IAM API Reference, "SimulatePrincipalPolicy". Fails with NoSuchEntity or InvalidInput.</remarks>
public static class SimulatePrincipalPolicy
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.SimulatePrincipalPolicyRequest, Iam.SimulatePrincipalPolicyResponse>("iam", "SimulatePrincipalPolicy", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.SimulatePrincipalPolicyRequest request, Call call) =>
        [PolicySource.Access("iam:SimulatePrincipalPolicy", account, request.PolicySourceArn)];

    private static Result<Iam.SimulatePrincipalPolicyResponse> Answer(Account account, Iam.SimulatePrincipalPolicyRequest request, Call call)
    {
        if (!PolicySource.TryFind(account, request.PolicySourceArn, out Identity? source, out AwsError? error)
            || !InputPolicies.TryRead(request.PolicyInputList, out ImmutableArray<NamedPolicy> added, out error)
            || !InputPolicies.TryReadBoundary(request.PermissionsBoundaryPolicyInputList, out NamedPolicy? boundary, out error))
            return error;
        PolicySet own = source is PrincipalIdentity principal
            ? PolicySets.Of(account, principal)
            : PolicySet.Empty with { IdentityPolicies = PolicySets.IdentityPolicies(account, source) };
        SimulationRequest simulation = new()
        {
            ActionNames = request.ActionNames,
            ResourceArns = request.ResourceArns,
            ResourcePolicy = request.ResourcePolicy,
            ResourceOwner = request.ResourceOwner,
            CallerArn = request.CallerArn,
            ContextEntries = request.ContextEntries,
            MaxItems = request.MaxItems,
            Marker = request.Marker,
        };
        PolicySet set = own with
        {
            IdentityPolicies = [.. own.IdentityPolicies, .. added],
            // A boundary that is passed takes the place of the one that is set.
            PermissionsBoundaries = boundary is null ? own.PermissionsBoundaries : [boundary],
        };
        return simulation.Run("SimulatePrincipalPolicy", account, set, source, call).TryGet(out Page<Iam.EvaluationResult>? page, out error)
            ? new Iam.SimulatePrincipalPolicyResponse { EvaluationResults = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }
            : error;
    }
}
