using System.Globalization;

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
        Result<Page<AccessKey>> cut = Paging.Cut(
            after => holder.Keys.Where(key => after is null || string.CompareOrdinal(Place(key), after) > 0).OrderBy(Place, StringComparer.Ordinal),
            Place,
            request.MaxItems,
            request.Marker,
            $"ListAccessKeys {holder.User?.Id}",
            call);
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

    /// <summary>The order of creation, as text that sorts so.</summary>
    private static string Place(AccessKey key) => $"{key.CreatedAt.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)} {key.Id}";
}
