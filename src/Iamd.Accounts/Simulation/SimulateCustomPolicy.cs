namespace Iamd.Accounts;

/// <summary>IAM <c>SimulateCustomPolicy</c>: what policies would decide that are given as texts.</summary>
/// <remarks>IAM API Reference, "SimulateCustomPolicy". Fails with InvalidInput.</remarks>
public static class SimulateCustomPolicy
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.SimulateCustomPolicyRequest, Iam.SimulateCustomPolicyResponse>(
            "iam", "SimulateCustomPolicy", (_, _, _) => [new Access("iam:SimulateCustomPolicy", "*")], Answer);

    private static Result<Iam.SimulateCustomPolicyResponse> Answer(Account account, Iam.SimulateCustomPolicyRequest request, Call call)
    {
        if (!InputPolicies.TryRead(request.PolicyInputList, out ImmutableArray<NamedPolicy> policies, out AwsError? error)
            || !InputPolicies.TryReadBoundary(request.PermissionsBoundaryPolicyInputList, out NamedPolicy? boundary, out error))
            return error;
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
        PolicySet set = PolicySet.Empty with { IdentityPolicies = policies, PermissionsBoundaries = boundary is null ? [] : [boundary] };
        return simulation.Run("SimulateCustomPolicy", account, set, null, call).TryGet(out Page<Iam.EvaluationResult>? page, out error)
            ? new Iam.SimulateCustomPolicyResponse { EvaluationResults = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }
            : error;
    }
}
