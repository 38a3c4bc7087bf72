namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteGroup</c>. Linux: <c>groupdel</c>.</summary>
/// <remarks>IAM API Reference, "DeleteGroup". Fails with NoSuchEntity, or DeleteConflict while it has members or policies.</remarks>
public static class DeleteGroup
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteGroupRequest, Iam.DeleteGroupResponse>("iam", "DeleteGroup", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteGroupRequest request, Call call) =>
        [Access.ToGroup("iam:DeleteGroup", account, request.GroupName)];

    private static Outcome<Iam.DeleteGroupResponse> Apply(Account account, Iam.DeleteGroupRequest request, Call call)
    {
        if (!GroupOperations.Find(account, request.GroupName).TryGet(out Group? group, out AwsError? error))
            return error;
        if (WhatHangsOn(account, group) is string first)
            return IamErrors.DeleteConflict($"Cannot delete entity, must {first} first.");
        return new(new Iam.DeleteGroupResponse(), Change.Delete(group));
    }

    private static string? WhatHangsOn(Account account, Group group) =>
        !account.ReferrersTo(ReferenceKind.Membership, group.Id).IsEmpty ? "remove users from group"
        : !group.AttachedPolicies.IsEmpty ? "detach all policies"
        : !group.InlinePolicies.IsEmpty ? "delete policies"
        : null;
}
