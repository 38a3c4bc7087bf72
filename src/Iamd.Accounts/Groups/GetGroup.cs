namespace Iamd.Accounts;

/// <summary>IAM <c>GetGroup</c>: the group and a page of its members. Linux: <c>getent group GROUP</c>.</summary>
/// <remarks>IAM API Reference, "GetGroup". Fails with NoSuchEntity.</remarks>
public static class GetGroup
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetGroupRequest, Iam.GetGroupResponse>("iam", "GetGroup", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetGroupRequest request, Call call) =>
        [Access.ToGroup("iam:GetGroup", account, request.GroupName)];

    private static Result<Iam.GetGroupResponse> Answer(Account account, Iam.GetGroupRequest request, Call call)
    {
        if (!GroupOperations.Find(account, request.GroupName).TryGet(out Group? group, out AwsError? error))
            return error;
        Result<Page<User>> cut = Paging.Cut(
            after => account.ReferringTo<User>(ReferenceKind.Membership, group.Id, after),
            user => user.Name,
            request.MaxItems,
            request.Marker,
            $"GetGroup {group.Id}",
            call);
        return cut.TryGet(out Page<User>? page, out error)
            ? new Iam.GetGroupResponse
            {
                Group = group.ToShape(),
                Users = [.. page.Items.Select(user => user.ToListedShape(call))],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }
}
