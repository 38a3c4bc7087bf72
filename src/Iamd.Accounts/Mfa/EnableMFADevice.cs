namespace Iamd.Accounts;

/// <summary>IAM <c>EnableMFADevice</c>: two consecutive codes show that the device is at hand.</summary>
/// <remarks>
/// IAM API Reference, "EnableMFADevice". Fails with NoSuchEntity, EntityAlreadyExists, InvalidAuthenticationCode or
/// LimitExceeded. Root enables its own device with the account's number as <c>UserName</c>; AWS has no API for that.
/// </remarks>
public static class EnableMFADevice
{
    public static readonly Operation Operation =
        Accounts.Operation.Write<Iam.EnableMFADeviceRequest, Iam.EnableMFADeviceResponse>("iam", "EnableMFADevice", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.EnableMFADeviceRequest request, Call call) =>
        [MfaTarget.Access("iam:EnableMFADevice", account, request.UserName, call)];

    private static Outcome<Iam.EnableMFADeviceResponse> Apply(Account account, Iam.EnableMFADeviceRequest request, Call call)
    {
        if (!MfaTarget.Find(account, request.UserName, call).TryGet(out MfaTarget target, out AwsError? error))
            return error;
        if (!MfaTarget.TryFindDevice(account, request.SerialNumber, out MfaDevice? device))
            return IamErrors.NoSuchMfaDevice(request.SerialNumber);
        if (device.UserId is not null)
            return MfaErrors.DeviceInUse;
        if (account.ReferrersTo(ReferenceKind.MfaUser, target.Id).Count >= account.Quotas.MfaDevicesPerUser)
            return IamErrors.LimitExceeded("MFADevicesPerUser", account.Quotas.MfaDevicesPerUser);
        if (MfaCodes.Synchronize(device, request.AuthenticationCode1, request.AuthenticationCode2, call) is not MfaDevice synchronized)
            return MfaErrors.InvalidCode;
        return new(new Iam.EnableMFADeviceResponse(), Change.Put(synchronized with { UserId = target.Id, EnabledAt = call.Now }));
    }
}
