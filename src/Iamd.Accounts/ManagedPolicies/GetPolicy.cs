namespace Iamd.Accounts;

/// <summary>IAM <c>GetPolicy</c>.</summary>
/// <remarks>IAM API Reference, "GetPolicy". Fails with InvalidInput or NoSuchEntity.</remarks>
public static class GetPolicy
{
    public static readonly Operation Operation = Operation.Read<Iam.GetPolicyRequest, Iam.GetPolicyResponse>(
        "iam",
        "GetPolicy",
        (account, request, _) => [PolicyArns.AccessTo("iam:GetPolicy", account, request.PolicyArn)],
        (account, request, _) =>
            PolicyArns.Find(account, request.PolicyArn, IamErrors.NoSuchPolicy(request.PolicyArn)).TryGet(out ManagedPolicySource? source, out AwsError? error)
                ? new Iam.GetPolicyResponse { Policy = source.ToShape(account) }
                : error);
}
