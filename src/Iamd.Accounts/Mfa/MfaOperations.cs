namespace Iamd.Accounts;

/// <summary>The operations on MFA devices.</summary>
internal static class MfaOperations
{
    internal static readonly ImmutableArray<Operation> All =
    [
        CreateVirtualMFADevice.Operation,
        EnableMFADevice.Operation,
        ResyncMFADevice.Operation,
        DeactivateMFADevice.Operation,
        DeleteVirtualMFADevice.Operation,
        GetMFADevice.Operation,
        ListMFADevices.Operation,
        ListVirtualMFADevices.Operation,
    ];
}
