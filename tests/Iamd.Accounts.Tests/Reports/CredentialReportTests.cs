using System.Text;

namespace Iamd.Accounts.Tests;

public sealed class CredentialReportTests
{
    private readonly Daemon _daemon = new();

    [Fact]
    public void Before_a_report_was_made_there_is_none_and_the_error_has_no_message() =>
        Assert.Equal(new AwsError("ReportNotPresent", "", 410), _daemon.IamError("GetCredentialReport", new Iam.GetCredentialReportRequest()));

    [Fact]
    public void A_report_is_started_once_and_complete_for_four_hours()
    {
        Assert.Equal(("STARTED", "No report exists. Starting a new report generation task"), Generate());
        Assert.Equal(("COMPLETE", null), Generate());
        string first = Report();
        DateTimeOffset generated = _daemon.Now;

        _daemon.AddUser("late");
        _daemon.Now = generated.AddHours(4);
        Assert.Equal(("COMPLETE", null), Generate());
        Assert.Equal(first, Report());
        Assert.Equal(("text/csv", generated), (Get().ReportFormat, Get().GeneratedTime));

        _daemon.Now = generated.AddHours(4).AddSeconds(1);
        Assert.Equal(new AwsError("ReportExpired", "", 410), _daemon.IamError("GetCredentialReport", new Iam.GetCredentialReportRequest()));
        Assert.Equal(("STARTED", null), Generate());
        Assert.Contains("\nlate,", Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_of_a_new_account_has_the_header_and_root_and_no_line_break_at_the_end()
    {
        Generate();
        Assert.Equal(
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
            + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
            + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
            + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
            + "<root_account>,arn:aws:iam::111122223333:root,2026-11-23T20:00:00Z,false,N/A,N/A,not_supported,false,"
            + "false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
            Report());
    }

    [Fact]
    public void Root_has_a_row_as_users_have()
    {
        _daemon.Put(_daemon.Account.Root with { LoginProfile = Password, AccessKeys = [Key("AKIAROOT")] });
        _daemon.Activity.Passwords[Daemon.AccountId.ToString()] = At(3);
        Assert.Equal(
            "<root_account>,arn:aws:iam::111122223333:root,2026-11-23T20:00:00Z,true,2026-11-03T00:00:00Z,2026-11-02T00:00:00Z,not_supported,false,"
            + "true,2026-11-01T00:00:00Z,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
            Row("<root_account>"));
    }

    [Fact]
    public void A_password_that_nobody_signed_in_with_gives_no_information()
    {
        _daemon.Put(Entities.User("alice") with { LoginProfile = Password });
        Assert.StartsWith("alice,arn:aws:iam::111122223333:user/alice,2026-11-01T00:00:00Z,true,no_information,2026-11-02T00:00:00Z,N/A,false,false,N/A", Row("alice"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_to_be_changed_when_the_account_lets_it_expire()
    {
        _daemon.Put(_daemon.Account.Settings with { PasswordPolicy = new PasswordPolicy { MaxPasswordAgeDays = 90 } });
        _daemon.Put(Entities.User("alice") with { LoginProfile = Password }, Entities.User("bob"));
        Assert.Contains(",2026-11-02T00:00:00Z,2027-01-31T00:00:00Z,", Row("alice"), StringComparison.Ordinal);
        Assert.Contains(",false,N/A,N/A,N/A,", Row("bob"), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_stand_in_the_order_of_their_ids_and_keep_their_dates_when_inactive()
    {
        _daemon.Put(Entities.User("alice", "/team/") with { AccessKeys = [Key("AKIAZ") with { IsActive = false }, Key("AKIAB")] });
        _daemon.Activity.AccessKeys["AKIAB"] = new AccessKeyUse(At(4), "eu-central-1", "s3");
        Assert.Equal(
            "alice,arn:aws:iam::111122223333:user/team/alice,2026-11-01T00:00:00Z,false,N/A,N/A,N/A,false,"
            + "true,2026-11-01T00:00:00Z,2026-11-04T00:00:00Z,eu-central-1,s3,false,2026-11-01T00:00:00Z,N/A,N/A,N/A,false,N/A,false,N/A",
            Row("alice"));
    }

    [Fact]
    public void Signing_certificates_stand_last()
    {
        SigningCertificate certificate = new() { Id = "CERT", Body = "", Sha256 = [], UploadedAt = At(5), IsActive = false };
        _daemon.Put(Entities.User("alice") with { SigningCertificates = [certificate, certificate with { IsActive = true, UploadedAt = At(6) }] });
        Assert.EndsWith(",false,2026-11-05T00:00:00Z,true,2026-11-06T00:00:00Z", Row("alice"), StringComparison.Ordinal);
    }

    [Theory]  // as recorded
    [InlineData(false, true, "false,2026-11-01T00:00:00Z,true,2026-11-02T00:00:00Z")]
    [InlineData(true, false, "false,2026-11-02T00:00:00Z,true,2026-11-01T00:00:00Z")]
    public void An_inactive_signing_certificate_stands_before_an_active_one(bool olderIsActive, bool newerIsActive, string fields)
    {
        _daemon.Put(Entities.User("alice") with { SigningCertificates = [Certificate("A", 1, olderIsActive), Certificate("B", 2, newerIsActive)] });
        Assert.EndsWith($",{fields}", Row("alice"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_with_an_MFA_device_shows_it()
    {
        _daemon.AddUser("alice");
        _daemon.Put(Entities.MfaDevice("phone") with { UserId = "AIDAalice" });
        Assert.Contains(",2026-11-01T00:00:00Z,false,N/A,N/A,N/A,true,", Row("alice"), StringComparison.Ordinal);
    }

    [Fact]
    public void Users_come_by_name_regardless_of_case_and_fields_with_commas_are_quoted()
    {
        _daemon.AddUser("b");
        _daemon.AddUser("A");
        _daemon.AddUser("a,c");
        _daemon.Put(Entities.User("d", "/\"x\"/"));
        Generate();
        Assert.Equal(
            ["user", "<root_account>", "A", "\"a", "b", "d"],
            Report().Split('\n').Select(row => row.Split(',')[0]));
        Assert.Contains("\n\"a,c\",\"arn:aws:iam::111122223333:user/a,c\",2026", Report(), StringComparison.Ordinal);
        Assert.Contains("\nd,\"arn:aws:iam::111122223333:user/\"\"x\"\"/d\",2026", Report(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GenerateCredentialReport")]
    [InlineData("GetCredentialReport")]
    public void Each_operation_needs_its_own_permission(string name)
    {
        Generate();
        object request = name == "GetCredentialReport" ? new Iam.GetCredentialReportRequest() : new Iam.GenerateCredentialReportRequest();
        _daemon.AddUser("allowed", Samples.Allow($"iam:{name}"));
        _daemon.AddUser("other", Samples.Allow("iam:GetUser"));
        Assert.Null(_daemon.Run("iam", name, request, _daemon.User("allowed")).Error);
        Assert.Equal(
            new AwsError("AccessDenied", $"User: arn:aws:iam::111122223333:user/other is not authorized to perform: iam:{name} on resource: * because no identity-based policy allows the iam:{name} action", 403),
            _daemon.IamError(name, request, _daemon.User("other")));
    }

    private static LoginProfile Password => new() { CreatedAt = At(1), PasswordChangedAt = At(2), Salt = [1], Hash = [2] };

    private static AccessKey Key(string id) => new() { Id = id, Secret = new SealedSecret(1, []), CreatedAt = At(1) };

    private static SigningCertificate Certificate(string id, int day, bool isActive) =>
        new() { Id = id, Body = "", Sha256 = [], UploadedAt = At(day), IsActive = isActive };

    private static DateTimeOffset At(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);

    private string Row(string user)
    {
        Generate();
        return Report().Split('\n').Single(row => row.StartsWith(user + ",", StringComparison.Ordinal));
    }

    private (string?, string?) Generate()
    {
        Iam.GenerateCredentialReportResponse answer = _daemon.Iam<Iam.GenerateCredentialReportResponse>("GenerateCredentialReport", new Iam.GenerateCredentialReportRequest());
        return (answer.State, answer.Description);
    }

    private string Report() => Encoding.UTF8.GetString(Get().Content!.Value.Span);

    private Iam.GetCredentialReportResponse Get() =>
        _daemon.Iam<Iam.GetCredentialReportResponse>("GetCredentialReport", new Iam.GetCredentialReportRequest());
}
