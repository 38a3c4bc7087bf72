namespace Iamd.Accounts;

/// <summary>IAM <c>ListGroups</c>.</summary>
/// <remarks>IAM API Reference, "ListGroups".</remarks>
public static class ListGroups
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListGroupsRequest, Iam.ListGroupsResponse>("iam", "ListGroups", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListGroupsRequest request, Call call) =>
        [new Access("iam:ListGroups", Arn.Iam(account.Id, $"group{request.PathPrefix ?? "/"}"))];

    private static Result<Iam.ListGroupsResponse> Answer(Account account, Iam.ListGroupsRequest request, Call call)
    {
        Result<Page<Group>> cut = Paging.CutByName(account.Groups, request.PathPrefix, request.MaxItems, request.Marker, "ListGroups", call);
        return cut.TryGet(out Page<Group>? page, out AwsError? error)
            ? new Iam.ListGroupsResponse
            {
                Groups = [.. page.Items.Select(group => group.ToShape())],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }
}
