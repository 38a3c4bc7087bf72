namespace Iamd.Accounts;

/// <summary>The operations on service-linked roles.</summary>
internal static class ServiceLinkedRoleOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateServiceLinkedRole.Operation,
        DeleteServiceLinkedRole.Operation,
        GetServiceLinkedRoleDeletionStatus.Operation,
    ];
}
