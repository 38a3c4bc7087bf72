namespace Iamd.Accounts;

/// <summary>IAM <c>DeletePolicyVersion</c>.</summary>
/// <remarks>IAM API Reference, "DeletePolicyVersion". Fails with InvalidInput, NoSuchEntity or DeleteConflict.</remarks>
public static class DeletePolicyVersion
{
    public static readonly Operation Operation = Operation.Write<Iam.DeletePolicyVersionRequest, Iam.DeletePolicyVersionResponse>(
        "iam",
        "DeletePolicyVersion",
        (account, request, _) => [PolicyArns.AccessTo("iam:DeletePolicyVersion", account, request.PolicyArn)],
        Apply);

    private static Outcome<Iam.DeletePolicyVersionResponse> Apply(Account account, Iam.DeletePolicyVersionRequest request, Call call)
    {
        AwsError missing = IamErrors.NoSuchPolicyVersion(request.PolicyArn, request.VersionId);
        if (!PolicyArns.FindOwn(account, request.PolicyArn, missing).TryGet(out ManagedPolicy? policy, out AwsError? error))
            return error;
        PolicyVersion? version = policy.Versions.FirstOrDefault(version => string.Equals(version.VersionId, request.VersionId, StringComparison.Ordinal));
        if (version is null)
            return missing;
        if (version.Number == policy.DefaultVersion)
            return IamErrors.DeleteConflict("Cannot delete the default version of a policy.");
        return new(new Iam.DeletePolicyVersionResponse(), Change.Put(policy with { Versions = policy.Versions.Remove(version) }));
    }
}
