namespace Iamd.Accounts;

/// <summary>Errors of the MFA operations, in IAM's words.</summary>
internal static class MfaErrors
{
    public static AwsError DeviceOfAnother { get; } = IamErrors.NoSuchEntity("MFA Device invalid for user.");

    public static AwsError DeviceExists { get; } = IamErrors.EntityAlreadyExists("MFA device already exists.");

    public static AwsError DeviceInUse { get; } = IamErrors.EntityAlreadyExists("MFA Device is already in use.");

    public static AwsError DeviceMustBeDeactivated { get; } =
        IamErrors.DeleteConflict("MFA VirtualDevice in use. Must deactivate first.");

    public static AwsError InvalidCode { get; } =
        new("InvalidAuthenticationCode", "Authentication code for device is not valid.", 403);

    /// <summary>Else a user could be waiting with the seed for the day on which root turns on its MFA.</summary>
    public static AwsError ReservedForRoot { get; } =
        IamErrors.InvalidInput($"The device name {CreateVirtualMFADevice.RootDeviceName} is reserved for the root user.");

    /// <summary>A device whose path and name make a serial number that no operation would take.</summary>
    public static AwsError SerialNumberTooLong(int max) =>
        IamErrors.ValidationError($"1 validation error detected: Value at 'serialNumber' failed to satisfy constraint: Member must have length less than or equal to {max}");
}
