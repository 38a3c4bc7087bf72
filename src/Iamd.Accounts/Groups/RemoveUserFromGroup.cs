namespace Iamd.Accounts;

/// <summary>IAM <c>RemoveUserFromGroup</c>. Linux: <c>gpasswd -d USER GROUP</c>.</summary>
/// <remarks>IAM API Reference, "RemoveUserFromGroup". Recorded: removing one who is no member succeeds. Fails with NoSuchEntity.</remarks>
public static class RemoveUserFromGroup
{
    public static readonly Operation Operation =
        Operation.Write<Iam.RemoveUserFromGroupRequest, Iam.RemoveUserFromGroupResponse>("iam", "RemoveUserFromGroup", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.RemoveUserFromGroupRequest request, Call call) =>
        [Access.ToGroup("iam:RemoveUserFromGroup", account, request.GroupName)];

    private static Outcome<Iam.RemoveUserFromGroupResponse> Apply(Account account, Iam.RemoveUserFromGroupRequest request, Call call)
    {
        // Of an unknown user and an unknown group AWS names the user (recorded of RemoveUserFromGroup).
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error)
            || !GroupOperations.Find(account, request.GroupName).TryGet(out Group? group, out error))
            return error;
        return user.GroupIds.Contains(group.Id)
            ? new(new Iam.RemoveUserFromGroupResponse(), Change.Put(user with { GroupIds = user.GroupIds.Remove(group.Id) }))
            : new(new Iam.RemoveUserFromGroupResponse());
    }
}
