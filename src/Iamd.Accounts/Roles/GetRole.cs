namespace Iamd.Accounts;

/// <summary>IAM <c>GetRole</c>.</summary>
/// <remarks>IAM API Reference, "GetRole". Fails with NoSuchEntity.</remarks>
public static class GetRole
{
    public static readonly Operation Operation = Operation.ReadWorld<Iam.GetRoleRequest, Iam.GetRoleResponse>(
        "iam",
        "GetRole",
        (_, account, request, _) => [IdentityKind.Role.AccessToChange("iam:GetRole", account, request.RoleName, [])],
        (world, account, request, call) => account.Roles.TryGet(request.RoleName, out Role? role)
            ? new Iam.GetRoleResponse { Role = role.ToShape(world, call) }
            : IamErrors.NoSuchRole(request.RoleName));
}
