namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteUser</c>.</summary>
/// <remarks>IAM API Reference, "DeleteUser". Fails with NoSuchEntity, or DeleteConflict while anything hangs on the user.</remarks>
public static class DeleteUser
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteUserRequest, Iam.DeleteUserResponse>("iam", "DeleteUser", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteUserRequest request, Call call) =>
        [Access.ToUser("iam:DeleteUser", account, request.UserName)];

    private static Outcome<Iam.DeleteUserResponse> Apply(Account account, Iam.DeleteUserRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error))
            return error;
        if (WhatHangsOn(account, user) is string first)
            return IamErrors.DeleteConflict($"Cannot delete entity, must {first} first.");
        return new(new Iam.DeleteUserResponse(), Change.Delete(user));
    }

    /// <summary>What must be done before the user can go; null when nothing hangs on it. A permissions boundary and tags go with it.</summary>
    private static string? WhatHangsOn(Account account, User user) =>
        !user.GroupIds.IsEmpty ? "remove users from group"
        : user.LoginProfile is not null ? "delete login profile"
        : !user.AttachedPolicies.IsEmpty ? "detach all policies"
        : !user.InlinePolicies.IsEmpty ? "delete policies"
        : !user.AccessKeys.IsEmpty ? "delete access keys"
        : !user.SigningCertificates.IsEmpty ? "delete certificates"
        : !account.ReferrersTo(ReferenceKind.MfaUser, user.Id).IsEmpty ? "delete MFA device"
        : !user.SSHPublicKeys.IsEmpty || !user.ServiceSpecificCredentials.IsEmpty ? "remove referenced objects"
        : null;
}
