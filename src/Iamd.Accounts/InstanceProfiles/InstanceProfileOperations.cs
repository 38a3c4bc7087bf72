namespace Iamd.Accounts;

/// <summary>The operations on instance profiles.</summary>
internal static class InstanceProfileOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateInstanceProfile.Operation,
        GetInstanceProfile.Operation,
        ListInstanceProfiles.Operation,
        ListInstanceProfilesForRole.Operation,
        DeleteInstanceProfile.Operation,
        AddRoleToInstanceProfile.Operation,
        RemoveRoleFromInstanceProfile.Operation,
    ];
}
