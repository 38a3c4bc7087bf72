namespace Iamd.Accounts;

/// <summary>IAM <c>DeactivateMFADevice</c>: the device stays, unassigned.</summary>
/// <remarks>IAM API Reference, "DeactivateMFADevice". Fails with NoSuchEntity.</remarks>
public static class DeactivateMFADevice
{
    public static readonly Operation Operation =
        Accounts.Operation.Write<Iam.DeactivateMFADeviceRequest, Iam.DeactivateMFADeviceResponse>("iam", "DeactivateMFADevice", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeactivateMFADeviceRequest request, Call call) =>
        [MfaTarget.Access("iam:DeactivateMFADevice", account, request.UserName, call)];

    private static Outcome<Iam.DeactivateMFADeviceResponse> Apply(Account account, Iam.DeactivateMFADeviceRequest request, Call call)
    {
        if (!MfaTarget.Find(account, request.UserName, call).TryGet(out MfaTarget target, out AwsError? error)
            || !target.FindDevice(account, request.SerialNumber).TryGet(out MfaDevice? device, out error))
            return error;
        // The last accepted step stays: codes that were spent remain so, whoever enables the device next.
        return new(new Iam.DeactivateMFADeviceResponse(), Change.Put(device with { UserId = null, EnabledAt = null }));
    }
}
