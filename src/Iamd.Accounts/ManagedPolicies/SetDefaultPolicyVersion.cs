namespace Iamd.Accounts;

/// <summary>IAM <c>SetDefaultPolicyVersion</c>.</summary>
/// <remarks>IAM API Reference, "SetDefaultPolicyVersion". Fails with InvalidInput or NoSuchEntity.</remarks>
public static class SetDefaultPolicyVersion
{
    public static readonly Operation Operation = Operation.Write<Iam.SetDefaultPolicyVersionRequest, Iam.SetDefaultPolicyVersionResponse>(
        "iam",
        "SetDefaultPolicyVersion",
        (account, request, _) => [PolicyArns.AccessTo("iam:SetDefaultPolicyVersion", account, request.PolicyArn)],
        Apply);

    private static Outcome<Iam.SetDefaultPolicyVersionResponse> Apply(Account account, Iam.SetDefaultPolicyVersionRequest request, Call call)
    {
        AwsError missing = IamErrors.NoSuchPolicyVersion(request.PolicyArn, request.VersionId);
        if (!PolicyArns.FindOwn(account, request.PolicyArn, missing).TryGet(out ManagedPolicy? policy, out AwsError? error))
            return error;
        PolicyVersion? version = policy.Versions.FirstOrDefault(version => string.Equals(version.VersionId, request.VersionId, StringComparison.Ordinal));
        return version is null
            ? missing
            : new Outcome<Iam.SetDefaultPolicyVersionResponse>(new Iam.SetDefaultPolicyVersionResponse(), Change.Put(policy with { DefaultVersion = version.Number }));
    }
}
