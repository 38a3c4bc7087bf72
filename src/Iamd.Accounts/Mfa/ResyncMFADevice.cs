namespace Iamd.Accounts;

/// <summary>IAM <c>ResyncMFADevice</c>: learns from two consecutive codes how far the device's clock is off.</summary>
/// <remarks>IAM API Reference, "ResyncMFADevice". Fails with NoSuchEntity or InvalidAuthenticationCode.</remarks>
public static class ResyncMFADevice
{
    public static readonly Operation Operation =
        Accounts.Operation.Write<Iam.ResyncMFADeviceRequest, Iam.ResyncMFADeviceResponse>("iam", "ResyncMFADevice", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ResyncMFADeviceRequest request, Call call) =>
        [MfaTarget.Access("iam:ResyncMFADevice", account, request.UserName, call)];

    private static Outcome<Iam.ResyncMFADeviceResponse> Apply(Account account, Iam.ResyncMFADeviceRequest request, Call call)
    {
        if (!MfaTarget.Find(account, request.UserName, call).TryGet(out MfaTarget target, out AwsError? error)
            || !target.FindDevice(account, request.SerialNumber).TryGet(out MfaDevice? device, out error))
            return error;
        if (MfaCodes.Synchronize(device, request.AuthenticationCode1, request.AuthenticationCode2, call) is not MfaDevice synchronized)
            return MfaErrors.InvalidCode;
        return new(new Iam.ResyncMFADeviceResponse(), Change.Put(synchronized));
    }
}
