namespace Iamd.Accounts;

/// <summary>IAM <c>GetMFADevice</c>.</summary>
/// <remarks>IAM API Reference, "GetMFADevice". Fails with NoSuchEntity.</remarks>
public static class GetMFADevice
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.GetMFADeviceRequest, Iam.GetMFADeviceResponse>("iam", "GetMFADevice", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetMFADeviceRequest request, Call call) =>
        [MfaTarget.Access("iam:GetMFADevice", account, request.UserName, call)];

    private static Result<Iam.GetMFADeviceResponse> Answer(Account account, Iam.GetMFADeviceRequest request, Call call)
    {
        if (!MfaTarget.Find(account, request.UserName, call).TryGet(out MfaTarget target, out AwsError? error)
            || !target.FindDevice(account, request.SerialNumber).TryGet(out MfaDevice? device, out error))
            return error;
        return new Iam.GetMFADeviceResponse
        {
            UserName = target.Name,
            SerialNumber = device.Arn.ToString(),
            EnableDate = device.EnabledAt,
        };
    }
}
