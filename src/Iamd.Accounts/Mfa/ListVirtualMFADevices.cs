namespace Iamd.Accounts;

/// <summary>IAM <c>ListVirtualMFADevices</c>: all devices of the account, with whom they are assigned to.</summary>
/// <remarks>IAM API Reference, "ListVirtualMFADevices". Seeds and tags are left out, as AWS does.</remarks>
public static class ListVirtualMFADevices
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.ListVirtualMFADevicesRequest, Iam.ListVirtualMFADevicesResponse>("iam", "ListVirtualMFADevices", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListVirtualMFADevicesRequest request, Call call) =>
        [new Access("iam:ListVirtualMFADevices", Arn.Iam(account.Id, "mfa/"))];

    private static Result<Iam.ListVirtualMFADevicesResponse> Answer(Account account, Iam.ListVirtualMFADevicesRequest request, Call call)
    {
        string status = request.AssignmentStatus ?? Iam.AssignmentStatusType.Any;
        if (!Paging.Cut(
                after => account.MfaDevices.After(after).Where(device => status switch
                {
                    Iam.AssignmentStatusType.Assigned => device.UserId is not null,
                    Iam.AssignmentStatusType.Unassigned => device.UserId is null,
                    _ => true,
                }),
                device => device.Name,
                request.MaxItems,
                request.Marker,
                $"ListVirtualMFADevices:{status}",
                call).TryGet(out Page<MfaDevice>? page, out AwsError? error))
            return error;
        return new Iam.ListVirtualMFADevicesResponse
        {
            VirtualMFADevices =
            [
                .. page.Items.Select(device => new Iam.VirtualMFADevice
                {
                    SerialNumber = device.Arn.ToString(),
                    User = UserOf(account, device, call),
                    EnableDate = device.EnabledAt,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static Iam.User? UserOf(Account account, MfaDevice device, Call call)
    {
        if (device.UserId is null)
            return null;
        return account.TryGetById(device.UserId, out User? user) ? user.ToListedShape(call) : account.Root.ToShape(account, call);
    }
}
