namespace Iamd.Accounts;

/// <summary>The operations on managed policies and their versions.</summary>
internal static class ManagedPolicyOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreatePolicy.Operation,
        GetPolicy.Operation,
        ListPolicies.Operation,
        DeletePolicy.Operation,
        CreatePolicyVersion.Operation,
        GetPolicyVersion.Operation,
        ListPolicyVersions.Operation,
        SetDefaultPolicyVersion.Operation,
        DeletePolicyVersion.Operation,
        ListEntitiesForPolicy.Operation,
    ];
}
