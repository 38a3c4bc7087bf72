namespace Iamd.Accounts;

/// <summary>IAM <c>ListMFADevices</c>: the devices of one user, or of root.</summary>
/// <remarks>IAM API Reference, "ListMFADevices". Fails with NoSuchEntity.</remarks>
public static class ListMFADevices
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.ListMFADevicesRequest, Iam.ListMFADevicesResponse>("iam", "ListMFADevices", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListMFADevicesRequest request, Call call) =>
        [MfaTarget.Access("iam:ListMFADevices", account, request.UserName, call)];

    private static Result<Iam.ListMFADevicesResponse> Answer(Account account, Iam.ListMFADevicesRequest request, Call call)
    {
        if (!MfaTarget.Find(account, request.UserName, call).TryGet(out MfaTarget target, out AwsError? error))
            return error;
        if (!Paging.Cut(
                after => account.ReferringTo<MfaDevice>(ReferenceKind.MfaUser, target.Id, after),
                device => device.Name,
                request.MaxItems,
                request.Marker,
                $"ListMFADevices:{target.Id}",
                call).TryGet(out Page<MfaDevice>? page, out error))
            return error;
        return new Iam.ListMFADevicesResponse
        {
            MFADevices =
            [
                .. page.Items.Select(device => new Iam.MFADevice
                {
                    UserName = target.Name,
                    SerialNumber = device.Arn.ToString(),
                    EnableDate = device.EnabledAt ?? device.CreatedAt,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
