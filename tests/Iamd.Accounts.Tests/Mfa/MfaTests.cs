using System.Text;

namespace Iamd.Accounts.Tests.Mfa;

public class MfaTests
{
    private readonly Daemon _daemon = new();

    public MfaTests()
    {
        _daemon.Put(Entities.User("alice"));
        _daemon.Put(Entities.User("bob"));
    }

    [Fact]
    public void A_new_device_shows_its_seed_in_base_32_and_as_a_QR_code()
    {
        Iam.VirtualMFADevice device = Create("phone");
        Assert.Equal("arn:aws:iam::111122223333:mfa/phone", device.SerialNumber);
        string base32 = Encoding.ASCII.GetString(device.Base32StringSeed!.Value.Span);
        Assert.Matches("^[A-Z2-7]{64}$", base32);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], device.QRCodePNG!.Value[..4].ToArray());
        Assert.Equal($"otpauth://totp/phone@acme?secret={base32}", MfaSeed.Uri("phone", "acme", base32));
        Assert.Null(device.User);
        Assert.Null(device.EnableDate);
    }

    [Fact] // recorded AWS answer
    public void A_device_name_is_given_once()
    {
        Create("phone");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "MFA device already exists.", 409),
            _daemon.IamError("CreateVirtualMFADevice", new Iam.CreateVirtualMFADeviceRequest { VirtualMFADeviceName = "phone" }));
    }

    [Theory] // a serial number is arn:aws:iam::111122223333:mfa, path and name; 256 characters at most
    [InlineData("/", 226, null)]
    [InlineData("/", 227, "ValidationError")]
    [InlineData("/a-path/", 219, null)]
    [InlineData("/a-path/", 220, "ValidationError")]
    [InlineData("/", 1_000_000, "ValidationError")]
    public void A_device_has_a_serial_number_that_operations_take(string path, int characters, string? code)
    {
        Iam.CreateVirtualMFADeviceRequest request = new() { VirtualMFADeviceName = new string('a', characters), Path = path };
        if (code is null)
            Assert.Equal(256, _daemon.Iam<Iam.CreateVirtualMFADeviceResponse>("CreateVirtualMFADevice", request).VirtualMFADevice.SerialNumber.Length);
        else
            Assert.Equal(code, _daemon.IamError("CreateVirtualMFADevice", request).Code);
    }

    [Theory] // steps of the two codes, counted from now
    [InlineData(-1, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(-20, -19, true)]
    [InlineData(-21, -20, false)]
    [InlineData(0, 0, false)]
    [InlineData(0, 2, false)]
    [InlineData(0, -1, false)]
    public void A_device_is_enabled_by_two_consecutive_codes(int first, int second, bool enabled)
    {
        Iam.VirtualMFADevice device = Create("phone");
        Authenticator app = new(_daemon, device.Base32StringSeed!.Value);
        Iam.EnableMFADeviceRequest request = Enabling("alice", device, app.Code(first), app.Code(second));
        if (enabled)
            _daemon.Iam<Iam.EnableMFADeviceResponse>("EnableMFADevice", request);
        else
            Assert.Equal(new AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid.", 403), _daemon.IamError("EnableMFADevice", request));
        Assert.Equal(enabled ? 1 : 0, Devices("alice").Count);
    }

    [Fact]
    public void An_enabled_device_cannot_be_enabled_again_nor_deleted()
    {
        (Iam.VirtualMFADevice device, Authenticator app) = Enable("alice", "phone");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "MFA Device is already in use.", 409),
            _daemon.IamError("EnableMFADevice", Enabling("bob", device, app.Code(1), app.Code(2))));
        Assert.Equal(
            new AwsError("DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.", 409),
            _daemon.IamError("DeleteVirtualMFADevice", new Iam.DeleteVirtualMFADeviceRequest { SerialNumber = device.SerialNumber }));
    }

    [Fact]
    public void A_user_has_eight_devices_at_most()
    {
        for (int i = 1; i <= 8; i++)
            Enable("alice", $"phone{i}");
        Iam.VirtualMFADevice ninth = Create("phone9");
        Authenticator app = new(_daemon, ninth.Base32StringSeed!.Value);
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8", 409),
            _daemon.IamError("EnableMFADevice", Enabling("alice", ninth, app.Code(-1), app.Code())));
    }

    [Fact]
    public void A_deactivated_device_stays_and_its_spent_codes_stay_spent()
    {
        (Iam.VirtualMFADevice device, Authenticator app) = Enable("alice", "phone");
        Assert.Equal(
            new AwsError("NoSuchEntity", "MFA Device invalid for user.", 404),
            _daemon.IamError("DeactivateMFADevice", new Iam.DeactivateMFADeviceRequest { UserName = "bob", SerialNumber = device.SerialNumber }));
        _daemon.Iam<Iam.DeactivateMFADeviceResponse>(
            "DeactivateMFADevice", new Iam.DeactivateMFADeviceRequest { UserName = "alice", SerialNumber = device.SerialNumber });
        Assert.Empty(Devices("alice"));
        Assert.Equal(
            "InvalidAuthenticationCode",
            _daemon.IamError("EnableMFADevice", Enabling("bob", device, app.Code(-1), app.Code())).Code);
        _daemon.Now += TimeSpan.FromMinutes(1);
        _daemon.Iam<Iam.EnableMFADeviceResponse>("EnableMFADevice", Enabling("bob", device, app.Code(-1), app.Code()));
        Assert.Single(Devices("bob"));
    }

    [Fact] // recorded AWS answer
    public void A_deleted_device_is_gone()
    {
        Iam.VirtualMFADevice device = Create("phone");
        Iam.DeleteVirtualMFADeviceRequest request = new() { SerialNumber = device.SerialNumber };
        _daemon.Iam<Iam.DeleteVirtualMFADeviceResponse>("DeleteVirtualMFADevice", request);
        AwsError gone = new("NoSuchEntity", "MFA Device with serial number arn:aws:iam::111122223333:mfa/phone does not exist.", 404);
        Assert.Equal(gone, _daemon.IamError("DeleteVirtualMFADevice", request));
        Assert.Equal(
            gone,
            _daemon.IamError("DeactivateMFADevice", new Iam.DeactivateMFADeviceRequest { UserName = "alice", SerialNumber = device.SerialNumber }));
    }

    [Theory] // how far the phone's clock is ahead, in seconds
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public void Resynchronizing_learns_the_drift_of_a_devices_clock(int ahead)
    {
        (Iam.VirtualMFADevice device, Authenticator app) = Enable("alice", "phone");
        _daemon.Now += TimeSpan.FromHours(1);
        app.Ahead = TimeSpan.FromSeconds(ahead);
        Assert.Equal(ahead == 0, SignsIn(device, app.Code()));
        _daemon.Now += TimeSpan.FromMinutes(1);
        _daemon.Iam<Iam.ResyncMFADeviceResponse>("ResyncMFADevice", new Iam.ResyncMFADeviceRequest
        {
            UserName = "alice",
            SerialNumber = device.SerialNumber,
            AuthenticationCode1 = app.Code(-1),
            AuthenticationCode2 = app.Code(),
        });
        Assert.False(SignsIn(device, app.Code()));
        _daemon.Now += TimeSpan.FromHours(1);
        Assert.True(SignsIn(device, app.Code()));
    }

    [Theory] // steps of the code from now
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_is_good_one_step_early_or_late_and_once(int step, bool good)
    {
        (Iam.VirtualMFADevice device, Authenticator app) = Enable("alice", "phone");
        _daemon.Now += TimeSpan.FromHours(1);
        Assert.Equal(good, SignsIn(device, app.Code(step)));
        Assert.False(SignsIn(device, app.Code(step)));
    }

    [Fact]
    public void A_code_older_than_the_last_one_is_spent_too()
    {
        (Iam.VirtualMFADevice device, Authenticator app) = Enable("alice", "phone");
        _daemon.Now += TimeSpan.FromHours(1);
        Assert.True(SignsIn(device, app.Code(1)));
        Assert.False(SignsIn(device, app.Code()));
    }

    [Fact]
    public void Devices_are_listed_by_user_and_by_assignment()
    {
        (Iam.VirtualMFADevice phone, _) = Enable("alice", "phone");
        Create("spare");
        Iam.MFADevice listed = Assert.Single(Devices("alice"));
        Assert.Equal(("alice", phone.SerialNumber, _daemon.Now), (listed.UserName, listed.SerialNumber, listed.EnableDate));
        Assert.Equal(["phone:alice", "spare:"], Virtual(null));
        Assert.Equal(["phone:alice", "spare:"], Virtual("Any"));
        Assert.Equal(["phone:alice"], Virtual("Assigned"));
        Assert.Equal(["spare:"], Virtual("Unassigned"));
        Iam.GetMFADeviceResponse got = _daemon.Iam<Iam.GetMFADeviceResponse>(
            "GetMFADevice", new Iam.GetMFADeviceRequest { UserName = "alice", SerialNumber = phone.SerialNumber });
        Assert.Equal(("alice", phone.SerialNumber, _daemon.Now), (got.UserName, got.SerialNumber, got.EnableDate));
    }

    [Fact]
    public void Lists_come_in_pages()
    {
        foreach (string name in (string[])["a", "b", "c"])
            Enable("alice", name);
        Iam.ListVirtualMFADevicesResponse first = _daemon.Iam<Iam.ListVirtualMFADevicesResponse>(
            "ListVirtualMFADevices", new Iam.ListVirtualMFADevicesRequest { MaxItems = 2 });
        Assert.True(first.IsTruncated);
        Iam.ListVirtualMFADevicesResponse second = _daemon.Iam<Iam.ListVirtualMFADevicesResponse>(
            "ListVirtualMFADevices", new Iam.ListVirtualMFADevicesRequest { MaxItems = 2, Marker = first.Marker });
        Assert.False(second.IsTruncated);
        Assert.Equal(["a", "b", "c"], first.VirtualMFADevices.Concat(second.VirtualMFADevices).Select(device => device.SerialNumber.Split('/')[^1]));
        Iam.ListMFADevicesResponse mine = _daemon.Iam<Iam.ListMFADevicesResponse>("ListMFADevices", new Iam.ListMFADevicesRequest { UserName = "alice", MaxItems = 2 });
        Assert.True(mine.IsTruncated);
    }

    [Fact]
    public void Root_enables_its_own_device_by_the_accounts_number_and_finds_it_without_a_name()
    {
        (Iam.VirtualMFADevice device, _) = Enable("111122223333", "root-account-mfa-device");
        Assert.Equal("arn:aws:iam::111122223333:mfa/root-account-mfa-device", device.SerialNumber);
        Iam.ListMFADevicesResponse own = _daemon.Iam<Iam.ListMFADevicesResponse>("ListMFADevices", new Iam.ListMFADevicesRequest());
        Assert.Equal(device.SerialNumber, Assert.Single(own.MFADevices).SerialNumber);
        Iam.VirtualMFADevice listed = Assert.Single(
            _daemon.Iam<Iam.ListVirtualMFADevicesResponse>("ListVirtualMFADevices", new Iam.ListVirtualMFADevicesRequest()).VirtualMFADevices);
        Assert.Equal(("111122223333", "arn:aws:iam::111122223333:root"), (listed.User!.UserId, listed.User.Arn));
        Assert.NotEmpty(_daemon.Account.ReferrersTo(ReferenceKind.MfaUser, "111122223333"));
        _daemon.Iam<Iam.DeactivateMFADeviceResponse>("DeactivateMFADevice", new Iam.DeactivateMFADeviceRequest { SerialNumber = device.SerialNumber });
        Assert.Empty(_daemon.Account.ReferrersTo(ReferenceKind.MfaUser, "111122223333"));
    }

    [Fact]
    public void Nobody_but_root_touches_roots_device()
    {
        _daemon.Put(Entities.User("admin") with { InlinePolicies = ImmutableSortedDictionary<string, Document>.Empty.Add("all", Entities.Document(Entities.AllowAll)) });
        Caller admin = _daemon.User("admin");
        Assert.Equal(
            "InvalidInput",
            _daemon.IamError("CreateVirtualMFADevice", new Iam.CreateVirtualMFADeviceRequest { VirtualMFADeviceName = "Root-Account-MFA-Device" }, admin).Code);
        (Iam.VirtualMFADevice device, _) = Enable("111122223333", "root-account-mfa-device");
        Assert.Equal(
            "NoSuchEntity",
            _daemon.IamError("DeactivateMFADevice", new Iam.DeactivateMFADeviceRequest { UserName = "111122223333", SerialNumber = device.SerialNumber }, admin).Code);
        Assert.Equal(
            "NoSuchEntity",
            _daemon.IamError("DeactivateMFADevice", new Iam.DeactivateMFADeviceRequest { SerialNumber = device.SerialNumber }, admin).Code);
    }

    [Fact]
    public void A_user_manages_its_own_device_where_policies_let_it()
    {
        _daemon.Put(Entities.User("alice") with
        {
            InlinePolicies = ImmutableSortedDictionary<string, Document>.Empty.Add("own", Entities.Document(
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*MFADevice*","Resource":["arn:aws:iam::*:mfa/*","arn:aws:iam::*:user/${aws:username}"]}]}""")),
        });
        Caller alice = _daemon.User("alice");
        Enable("alice", "phone", alice);
        Assert.Single(_daemon.Iam<Iam.ListMFADevicesResponse>("ListMFADevices", new Iam.ListMFADevicesRequest(), alice).MFADevices);
        Assert.Equal(
            new AwsError("AccessDenied", "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: iam:ListMFADevices on resource: user bob because no identity-based policy allows the iam:ListMFADevices action", 403),
            _daemon.IamError("ListMFADevices", new Iam.ListMFADevicesRequest { UserName = "bob" }, alice));
    }

    private bool SignsIn(Iam.VirtualMFADevice device, string code)
    {
        AwsError? error = _daemon.Run("sts", "GetSessionToken", new Sts.GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = code }, _daemon.User("alice")).Error;
        Assert.True(error is null || error.Message == "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        return error is null;
    }

    private IReadOnlyList<Iam.MFADevice> Devices(string user) =>
        _daemon.Iam<Iam.ListMFADevicesResponse>("ListMFADevices", new Iam.ListMFADevicesRequest { UserName = user }).MFADevices;

    private IEnumerable<string> Virtual(string? status) =>
        _daemon.Iam<Iam.ListVirtualMFADevicesResponse>("ListVirtualMFADevices", new Iam.ListVirtualMFADevicesRequest { AssignmentStatus = status })
            .VirtualMFADevices.Select(device => $"{device.SerialNumber.Split('/')[^1]}:{device.User?.UserName}");

    private Iam.VirtualMFADevice Create(string name, Caller? caller = null) =>
        _daemon.Iam<Iam.CreateVirtualMFADeviceResponse>(
            "CreateVirtualMFADevice", new Iam.CreateVirtualMFADeviceRequest { VirtualMFADeviceName = name }, caller).VirtualMFADevice;

    private (Iam.VirtualMFADevice Device, Authenticator App) Enable(string user, string name, Caller? caller = null)
    {
        Iam.VirtualMFADevice device = Create(name, caller);
        Authenticator app = new(_daemon, device.Base32StringSeed!.Value);
        _daemon.Iam<Iam.EnableMFADeviceResponse>("EnableMFADevice", Enabling(user, device, app.Code(-1), app.Code()), caller);
        return (device, app);
    }

    private static Iam.EnableMFADeviceRequest Enabling(string user, Iam.VirtualMFADevice device, string first, string second) =>
        new() { UserName = user, SerialNumber = device.SerialNumber, AuthenticationCode1 = first, AuthenticationCode2 = second };
}
