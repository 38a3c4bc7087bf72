namespace Iamd.Accounts;

/// <summary>IAM <c>GetPolicyVersion</c>.</summary>
/// <remarks>IAM API Reference, "GetPolicyVersion". Fails with InvalidInput or NoSuchEntity.</remarks>
public static class GetPolicyVersion
{
    public static readonly Operation Operation = Operation.Read<Iam.GetPolicyVersionRequest, Iam.GetPolicyVersionResponse>(
        "iam",
        "GetPolicyVersion",
        (account, request, _) => [PolicyArns.AccessTo("iam:GetPolicyVersion", account, request.PolicyArn)],
        Answer);

    private static Result<Iam.GetPolicyVersionResponse> Answer(Account account, Iam.GetPolicyVersionRequest request, Call call)
    {
        AwsError missing = IamErrors.NoSuchPolicyVersion(request.PolicyArn, request.VersionId);
        if (!PolicyArns.Find(account, request.PolicyArn, missing).TryGet(out ManagedPolicySource? source, out AwsError? error))
            return error;
        if (source.DocumentOf(request.VersionId) is not string document)
            return missing;
        Iam.PolicyVersion version = source.VersionShapes().First(version => string.Equals(version.VersionId, request.VersionId, StringComparison.Ordinal));
        return new Iam.GetPolicyVersionResponse { PolicyVersion = version with { Document = PolicyEncoding.Encode(document) } };
    }
}
