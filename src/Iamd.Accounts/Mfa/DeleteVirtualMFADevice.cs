namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteVirtualMFADevice</c>.</summary>
/// <remarks>IAM API Reference, "DeleteVirtualMFADevice". Fails with NoSuchEntity, or DeleteConflict while the device is enabled.</remarks>
public static class DeleteVirtualMFADevice
{
    public static readonly Operation Operation =
        Accounts.Operation.Write<Iam.DeleteVirtualMFADeviceRequest, Iam.DeleteVirtualMFADeviceResponse>("iam", "DeleteVirtualMFADevice", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteVirtualMFADeviceRequest request, Call call) =>
        [MfaTarget.TryFindDevice(account, request.SerialNumber, out MfaDevice? device)
            ? Access.To("iam:DeleteVirtualMFADevice", device)
            : new Access("iam:DeleteVirtualMFADevice", request.SerialNumber)];

    private static Outcome<Iam.DeleteVirtualMFADeviceResponse> Apply(Account account, Iam.DeleteVirtualMFADeviceRequest request, Call call)
    {
        if (!MfaTarget.TryFindDevice(account, request.SerialNumber, out MfaDevice? device))
            return IamErrors.NoSuchMfaDevice(request.SerialNumber);
        if (device.UserId is not null)
            return MfaErrors.DeviceMustBeDeactivated;
        return new(new Iam.DeleteVirtualMFADeviceResponse(), Change.Delete(device));
    }
}
