namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteRole</c>.</summary>
/// <remarks>IAM API Reference, "DeleteRole". Fails with NoSuchEntity, UnmodifiableEntity, or DeleteConflict while anything hangs on the role.</remarks>
public static class DeleteRole
{
    public static readonly Operation Operation = Operation.Write<Iam.DeleteRoleRequest, Iam.DeleteRoleResponse>(
        "iam",
        "DeleteRole",
        (account, request, _) => [IdentityKind.Role.AccessToChange("iam:DeleteRole", account, request.RoleName, [])],
        Apply);

    private static Outcome<Iam.DeleteRoleResponse> Apply(Account account, Iam.DeleteRoleRequest request, Call call)
    {
        if (!IdentityKind.Role.FindToChange(account, request.RoleName).TryGet(out Identity? role, out AwsError? error))
            return error;
        string? first = !account.ReferrersTo(ReferenceKind.InstanceProfileRole, role.Id).IsEmpty ? "remove roles from instance profile"
            : !role.AttachedPolicies.IsEmpty ? "detach all policies"
            : !role.InlinePolicies.IsEmpty ? "delete policies"
            : null;
        return first is null
            ? new Outcome<Iam.DeleteRoleResponse>(new Iam.DeleteRoleResponse(), Change.Delete(role))
            : IamErrors.DeleteConflict($"Cannot delete entity, must {first} first.");
    }
}
