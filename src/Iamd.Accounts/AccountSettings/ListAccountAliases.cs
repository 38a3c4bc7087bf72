namespace Iamd.Accounts;

/// <summary>IAM <c>ListAccountAliases</c>: the one alias, or none.</summary>
/// <remarks>IAM API Reference, "ListAccountAliases".</remarks>
public static class ListAccountAliases
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListAccountAliasesRequest, Iam.ListAccountAliasesResponse>("iam", "ListAccountAliases", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListAccountAliasesRequest request, Call call) =>
        [new Access("iam:ListAccountAliases", "*")];

    private static Result<Iam.ListAccountAliasesResponse> Answer(Account account, Iam.ListAccountAliasesRequest request, Call call)
    {
        Result<Page<string>> cut = Paging.Cut(
            after => account.Settings.Alias is string alias && after is null ? [alias] : (string[])[],
            alias => alias,
            request.MaxItems,
            request.Marker,
            "ListAccountAliases",
            call);
        return cut.TryGet(out Page<string>? page, out AwsError? error)
            ? new Iam.ListAccountAliasesResponse { AccountAliases = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }
            : error;
    }
}
