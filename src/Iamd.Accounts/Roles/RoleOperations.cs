namespace Iamd.Accounts;

/// <summary>The operations on roles.</summary>
internal static class RoleOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateRole.Operation,
        GetRole.Operation,
        ListRoles.Operation,
        UpdateRole.Operation,
        UpdateRoleDescription.Operation,
        UpdateAssumeRolePolicy.Operation,
        DeleteRole.Operation,
    ];
}
