namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateGroup</c>: another name, another path, or both. Members and policies stay. Linux: <c>groupmod -n</c>.</summary>
/// <remarks>IAM API Reference, "UpdateGroup"; IAM User Guide, "Rename an IAM user group". Fails with NoSuchEntity or EntityAlreadyExists.</remarks>
public static class UpdateGroup
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateGroupRequest, Iam.UpdateGroupResponse>("iam", "UpdateGroup", Accesses, Apply);

    /// <summary>The caller must be allowed it on the group as it is and on the group as it will be.</summary>
    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateGroupRequest request, Call call)
    {
        Access before = Access.ToGroup("iam:UpdateGroup", account, request.GroupName);
        if (!account.Groups.TryGet(request.GroupName, out Group? group))
            return [before];
        Group renamed = Renamed(group, request);
        return renamed == group ? [before] : [before, Access.To("iam:UpdateGroup", renamed)];
    }

    private static Outcome<Iam.UpdateGroupResponse> Apply(Account account, Iam.UpdateGroupRequest request, Call call)
    {
        if (!GroupOperations.Find(account, request.GroupName).TryGet(out Group? group, out AwsError? error))
            return error;
        Group renamed = Renamed(group, request);
        // A name in other letter case is still the same group's.
        if (account.Groups.TryGet(renamed.Name, out Group? holder) && !string.Equals(holder.Id, group.Id, StringComparison.Ordinal))
            return IamErrors.GroupAlreadyExists(renamed.Name);
        return renamed == group ? new(new Iam.UpdateGroupResponse()) : new(new Iam.UpdateGroupResponse(), Change.Put(renamed));
    }

    private static Group Renamed(Group group, Iam.UpdateGroupRequest request) =>
        group with { Name = request.NewGroupName ?? group.Name, Path = request.NewPath ?? group.Path };
}
