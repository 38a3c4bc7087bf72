namespace Iamd.Accounts;

/// <summary>IAM <c>CreateVirtualMFADevice</c>: the only time that a seed is shown.</summary>
/// <remarks>IAM API Reference, "CreateVirtualMFADevice". Fails with EntityAlreadyExists, LimitExceeded or InvalidInput.</remarks>
public static class CreateVirtualMFADevice
{
    /// <summary>Name of root's device, as AWS's console gives it; root alone may use it.</summary>
    public const string RootDeviceName = "root-account-mfa-device";

    // The model gives the name no greatest length, yet every other operation names a device by a serial number of so many characters at most.
    private const int MaxSerialNumberCharacters = 256;

    public static readonly Operation Operation =
        Accounts.Operation.Write<Iam.CreateVirtualMFADeviceRequest, Iam.CreateVirtualMFADeviceResponse>("iam", "CreateVirtualMFADevice", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreateVirtualMFADeviceRequest request, Call call)
    {
        Access create = new("iam:CreateVirtualMFADevice", Arn.Iam(account.Id, $"mfa{request.Path ?? "/"}{request.VirtualMFADeviceName}"))
        {
            RequestTags = request.Tags.ToTags(),
        };
        return request.Tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagMFADevice" }];
    }

    private static Outcome<Iam.CreateVirtualMFADeviceResponse> Apply(Account account, Iam.CreateVirtualMFADeviceRequest request, Call call)
    {
        string name = request.VirtualMFADeviceName;
        if (string.Equals(name, RootDeviceName, StringComparison.OrdinalIgnoreCase) && call.Caller is not Caller.Root)
            return MfaErrors.ReservedForRoot;
        if (Arn.Iam(account.Id, $"mfa{request.Path ?? "/"}{name}").ToString().Length > MaxSerialNumberCharacters)
            return MfaErrors.SerialNumberTooLong(MaxSerialNumberCharacters);
        if (account.MfaDevices.Contains(name))
            return MfaErrors.DeviceExists;
        if (!TagRules.OfOthers.Read(request.Tags).TryGet(out ImmutableArray<Tag> tags, out AwsError? error))
            return error;
        // IAM User Guide, "IAM and AWS STS quotas": as many virtual devices as users, assigned or not; root's comes on top.
        if (account.MfaDevices.Count > account.Quotas.Users)
            return IamErrors.LimitExceeded("VirtualMFADevicesPerAccount", account.Quotas.Users);

        byte[] seed = new byte[MfaSeed.Bytes];
        call.Randomness.Fill(seed);
        string id = call.NewUniqueId("AMFA");
        MfaDevice device = new()
        {
            Account = account.Id,
            Id = id,
            Name = name,
            Path = request.Path ?? "/",
            CreatedAt = call.Now,
            Tags = tags,
            Seed = call.Keys.Seal(SecretKind.MfaSeed, account.Id, id, seed, call.Now, call.Randomness),
        };
        string base32 = MfaSeed.ToBase32(seed);
        return new(
            new Iam.CreateVirtualMFADeviceResponse
            {
                VirtualMFADevice = new Iam.VirtualMFADevice
                {
                    SerialNumber = device.Arn.ToString(),
                    Base32StringSeed = MfaSeed.ToBlob(base32),
                    QRCodePNG = MfaSeed.QrCodePng(MfaSeed.Uri(name, account.Settings.Alias ?? account.Id.ToString(), base32)),
                    Tags = tags.ToShapesOrNull(),
                },
            },
            Change.Put(device));
    }
}
