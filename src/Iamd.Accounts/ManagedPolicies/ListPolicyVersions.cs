namespace Iamd.Accounts;

/// <summary>IAM <c>ListPolicyVersions</c>: newest first, without documents.</summary>
/// <remarks>IAM API Reference, "ListPolicyVersions". Fails with InvalidInput or NoSuchEntity.</remarks>
public static class ListPolicyVersions
{
    public static readonly Operation Operation = Operation.Read<Iam.ListPolicyVersionsRequest, Iam.ListPolicyVersionsResponse>(
        "iam",
        "ListPolicyVersions",
        (account, request, _) => [PolicyArns.AccessTo("iam:ListPolicyVersions", account, request.PolicyArn)],
        Answer);

    private static Result<Iam.ListPolicyVersionsResponse> Answer(Account account, Iam.ListPolicyVersionsRequest request, Call call)
    {
        string arn = request.PolicyArn;
        if (!PolicyArns.Find(account, arn, IamErrors.NoSuchAttachablePolicy(arn)).TryGet(out ManagedPolicySource? source, out AwsError? error)
            || !Paging.Cut(
                after => source.VersionShapes().Where(version => after is null || Number(version) < PolicyShapes.VersionNumber(after)),
                version => version.VersionId ?? "",
                request.MaxItems,
                request.Marker,
                $"ListPolicyVersions {arn}",
                call).TryGet(out Page<Iam.PolicyVersion>? page, out error))
            return error;
        return new Iam.ListPolicyVersionsResponse { Versions = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }

    private static int Number(Iam.PolicyVersion version) => PolicyShapes.VersionNumber(version.VersionId ?? "");
}
