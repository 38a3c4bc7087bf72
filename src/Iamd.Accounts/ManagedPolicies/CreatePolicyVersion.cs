namespace Iamd.Accounts;

/// <summary>IAM <c>CreatePolicyVersion</c>.</summary>
/// <remarks>IAM API Reference, "CreatePolicyVersion". Fails with InvalidInput, NoSuchEntity, MalformedPolicyDocument or LimitExceeded.</remarks>
public static class CreatePolicyVersion
{
    public static readonly Operation Operation = Operation.Write<Iam.CreatePolicyVersionRequest, Iam.CreatePolicyVersionResponse>(
        "iam",
        "CreatePolicyVersion",
        (account, request, _) => [PolicyArns.AccessTo("iam:CreatePolicyVersion", account, request.PolicyArn)],
        Apply);

    private static Outcome<Iam.CreatePolicyVersionResponse> Apply(Account account, Iam.CreatePolicyVersionRequest request, Call call)
    {
        string arn = request.PolicyArn;
        if (!PolicyArns.FindOwn(account, arn, IamErrors.NoSuchAttachablePolicy(arn)).TryGet(out ManagedPolicy? policy, out AwsError? error)
            || !CreatePolicy.Read(account, request.PolicyDocument).TryGet(out Document? document, out error))
            return error;
        int limit = account.Quotas.VersionsPerPolicy;
        if (policy.Versions.Length >= limit)
            return IamErrors.LimitExceeded($"A managed policy can have up to {limit} versions. Before you create a new version, you must delete an existing version.");

        PolicyVersion version = new(policy.LatestVersion + 1, document, call.Now);
        ManagedPolicy changed = policy with
        {
            Versions = policy.Versions.Add(version),
            LatestVersion = version.Number,
            DefaultVersion = request.SetAsDefault == true ? version.Number : policy.DefaultVersion,
            UpdatedAt = call.Now,
        };
        return new(new Iam.CreatePolicyVersionResponse { PolicyVersion = version.ToShape(changed) }, Change.Put(changed));
    }
}
