namespace Iamd.Accounts;

/// <summary>IAM <c>AddUserToGroup</c>. Linux: <c>gpasswd -a USER GROUP</c>.</summary>
/// <remarks>IAM API Reference, "AddUserToGroup". Adding a member again succeeds. Fails with NoSuchEntity or LimitExceeded.</remarks>
public static class AddUserToGroup
{
    public static readonly Operation Operation =
        Operation.Write<Iam.AddUserToGroupRequest, Iam.AddUserToGroupResponse>("iam", "AddUserToGroup", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.AddUserToGroupRequest request, Call call) =>
        [Access.ToGroup("iam:AddUserToGroup", account, request.GroupName)];

    private static Outcome<Iam.AddUserToGroupResponse> Apply(Account account, Iam.AddUserToGroupRequest request, Call call)
    {
        // Of an unknown user and an unknown group AWS names the user (recorded of RemoveUserFromGroup).
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error)
            || !GroupOperations.Find(account, request.GroupName).TryGet(out Group? group, out error))
            return error;
        if (user.GroupIds.Contains(group.Id))
            return new(new Iam.AddUserToGroupResponse());
        if (user.GroupIds.Count >= account.Quotas.GroupsPerUser)
            return IamErrors.LimitExceeded("GroupsPerUser", account.Quotas.GroupsPerUser);
        return new(new Iam.AddUserToGroupResponse(), Change.Put(user with { GroupIds = user.GroupIds.Add(group.Id) }));
    }
}
