namespace Iamd.Accounts;

/// <summary>The operations of the policy simulator.</summary>
internal static class SimulationOperations
{
    internal static readonly ImmutableArray<Operation> All =
    [
        SimulateCustomPolicy.Operation,
        SimulatePrincipalPolicy.Operation,
        GetContextKeysForCustomPolicy.Operation,
        GetContextKeysForPrincipalPolicy.Operation,
    ];
}
