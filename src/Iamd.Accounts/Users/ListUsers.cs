namespace Iamd.Accounts;

/// <summary>IAM <c>ListUsers</c>.</summary>
/// <remarks>IAM API Reference, "ListUsers": tags and permissions boundaries are left out.</remarks>
public static class ListUsers
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListUsersRequest, Iam.ListUsersResponse>("iam", "ListUsers", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListUsersRequest request, Call call) =>
        [new Access("iam:ListUsers", Arn.Iam(account.Id, $"user{request.PathPrefix ?? "/"}"))];

    private static Result<Iam.ListUsersResponse> Answer(Account account, Iam.ListUsersRequest request, Call call)
    {
        Result<Page<User>> cut = Paging.CutByName(account.Users, request.PathPrefix, request.MaxItems, request.Marker, "ListUsers", call);
        return cut.TryGet(out Page<User>? page, out AwsError? error)
            ? new Iam.ListUsersResponse
            {
                Users = [.. page.Items.Select(user => user.ToListedShape(call))],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }
}
