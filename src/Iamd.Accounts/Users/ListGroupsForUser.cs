namespace Iamd.Accounts;

/// <summary>IAM <c>ListGroupsForUser</c>. Linux: <c>groups USER</c>.</summary>
/// <remarks>IAM API Reference, "ListGroupsForUser". Fails with NoSuchEntity.</remarks>
public static class ListGroupsForUser
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListGroupsForUserRequest, Iam.ListGroupsForUserResponse>("iam", "ListGroupsForUser", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListGroupsForUserRequest request, Call call) =>
        [Access.ToUser("iam:ListGroupsForUser", account, request.UserName)];

    private static Result<Iam.ListGroupsForUserResponse> Answer(Account account, Iam.ListGroupsForUserRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error))
            return error;
        Result<Page<Group>> cut = Paging.Cut(
            after => GroupOperations.Of(account, user).Where(group => after is null || string.Compare(group.Name, after, StringComparison.OrdinalIgnoreCase) > 0),
            group => group.Name,
            request.MaxItems,
            request.Marker,
            $"ListGroupsForUser {user.Id}",
            call);
        return cut.TryGet(out Page<Group>? page, out error)
            ? new Iam.ListGroupsForUserResponse
            {
                Groups = [.. page.Items.Select(group => group.ToShape())],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }
}
