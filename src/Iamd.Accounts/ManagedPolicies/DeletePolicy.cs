namespace Iamd.Accounts;

/// <summary>IAM <c>DeletePolicy</c>.</summary>
/// <remarks>IAM API Reference, "DeletePolicy". Fails with InvalidInput, NoSuchEntity or DeleteConflict.</remarks>
public static class DeletePolicy
{
    public static readonly Operation Operation = Operation.Write<Iam.DeletePolicyRequest, Iam.DeletePolicyResponse>(
        "iam",
        "DeletePolicy",
        (account, request, _) => [PolicyArns.AccessTo("iam:DeletePolicy", account, request.PolicyArn)],
        Apply);

    private static Outcome<Iam.DeletePolicyResponse> Apply(Account account, Iam.DeletePolicyRequest request, Call call)
    {
        string arn = request.PolicyArn;
        if (!PolicyArns.FindOwn(account, arn, IamErrors.NoSuchPolicy(arn)).TryGet(out ManagedPolicy? policy, out AwsError? error))
            return error;
        // A policy that is somebody's permissions boundary counts as attached, too.
        if (account.UsesOf(arn) is not (0, 0))
            return IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
        if (policy.Versions.Length > 1)
            return IamErrors.DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
        return new(new Iam.DeletePolicyResponse(), Change.Delete(policy));
    }
}
