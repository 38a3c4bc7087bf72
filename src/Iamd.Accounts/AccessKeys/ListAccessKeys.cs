namespace Iamd.Accounts;

/// <summary>IAM <c>ListAccessKeys</c>: without secrets.</summary>
/// <remarks>IAM API Reference, "ListAccessKeys". Fails with NoSuchEntity.</remarks>
public static class ListAccessKeys
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListAccessKeysRequest, Iam.ListAccessKeysResponse>("iam", "ListAccessKeys", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListAccessKeysRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:ListAccessKeys", account, request.UserName, call);

    private static Result<Iam.ListAccessKeysResponse> Answer(Account account, Iam.ListAccessKeysRequest request, Call call)
    {
        if (!AccessKeyHolder.Find(account, request.UserName, call).TryGet(out AccessKeyHolder holder, out AwsError? error))
            return error;
        Result<Page<AccessKey>> cut = Paging.CutByAge(
            holder.Keys, key => key.CreatedAt, key => key.Id, request.MaxItems, request.Marker, $"ListAccessKeys {holder.User?.Id}", call);
        return cut.TryGet(out Page<AccessKey>? page, out error)
            ? new Iam.ListAccessKeysResponse
            {
                AccessKeyMetadata = [.. page.Items.Select(key => new Iam.AccessKeyMetadata
                {
                    UserName = holder.UserName,
                    AccessKeyId = key.Id,
                    Status = AccessKeyOperations.StatusOf(key),
                    CreateDate = key.CreatedAt,
                })],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }
}
