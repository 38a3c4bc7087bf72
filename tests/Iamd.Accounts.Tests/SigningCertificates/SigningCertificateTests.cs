namespace Iamd.Accounts.Tests;

public sealed class SigningCertificateTests
{
    private const string Unknown = "NONEXISTENTCERTID12345678901";

    private readonly Daemon _daemon = new();

    public SigningCertificateTests() => _daemon.AddUser("alice");

    [Fact] // recorded AWS answers
    public void A_certificate_is_uploaded_listed_made_inactive_and_deleted()
    {
        string body = NewCertificate();
        Iam.SigningCertificate uploaded = Upload(body);
        Assert.Equal(("alice", body, "Active", _daemon.Now), (uploaded.UserName, uploaded.CertificateBody, uploaded.Status, uploaded.UploadDate));
        Assert.Matches("^[A-Z2-7]{32}$", uploaded.CertificateId);
        Assert.Equal([uploaded], List().Certificates);

        foreach (string status in (string[])["Inactive", "Active"])
        {
            _daemon.Iam<Iam.UpdateSigningCertificateResponse>("UpdateSigningCertificate", Updating("alice", uploaded.CertificateId, status));
            Assert.Equal([uploaded with { Status = status }], List().Certificates);
        }

        _daemon.Iam<Iam.DeleteSigningCertificateResponse>("DeleteSigningCertificate", Deleting("alice", uploaded.CertificateId));
        Assert.Empty(List().Certificates);
        Assert.False(List().IsTruncated);
    }

    [Theory] // recorded AWS answers
    [InlineData("nonexistent-user", "The user with name nonexistent-user cannot be found.")]
    [InlineData("alice", "The Certificate with id NONEXISTENTCERTID12345678901 cannot be found.")]
    public void What_is_not_there_is_named(string user, string message)
    {
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError("UpdateSigningCertificate", Updating(user, Unknown, "Inactive")));
        Assert.Equal(expected, _daemon.IamError("DeleteSigningCertificate", Deleting(user, Unknown)));
    }

    [Fact]
    public void Nobody_is_given_a_certificate_or_has_any()
    {
        AwsError expected = new("NoSuchEntity", "The user with name nobody cannot be found.", 404);
        Assert.Equal(expected, UploadError("invalid-certificate-body", "nobody"));
        Assert.Equal(expected, _daemon.IamError("ListSigningCertificates", new Iam.ListSigningCertificatesRequest { UserName = "nobody" }));
    }

    [Theory] // the first is a recorded AWS answer
    [InlineData("invalid-certificate-body")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_certificate_is_refused(string body) =>
        Assert.Equal(new AwsError("MalformedCertificate", $"Certificate {body} is malformed.", 400), UploadError(body));

    [Fact]
    public void Two_certificates_in_one_text_are_refused()
    {
        string body = NewCertificate() + "\n" + NewCertificate();
        Assert.Equal(new AwsError("MalformedCertificate", $"Certificate {body} is malformed.", 400), UploadError(body));
    }

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(1, 2)]
    public void A_certificate_that_is_not_valid_now_is_refused(int fromDays, int toDays)
    {
        string body = TestCertificate.OnCurve("a", _daemon.Now.AddDays(fromDays), _daemon.Now.AddDays(toDays)).Pem;
        Assert.Equal(new AwsError("InvalidCertificate", $"Certificate {body} is invalid.", 400), UploadError(body));
    }

    [Fact]
    public void A_certificate_belongs_to_one_user_of_the_account()
    {
        _daemon.AddUser("bob");
        string body = NewCertificate();
        Upload(body);
        string rewritten = body.Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(new AwsError("DuplicateCertificate", $"Certificate {rewritten} already exists.", 409), UploadError(rewritten, "bob"));
    }

    [Fact] // recorded AWS answer
    public void A_user_has_two_certificates_at_most()
    {
        Upload(NewCertificate());
        Upload(NewCertificate());
        Assert.Equal(new AwsError("LimitExceeded", "Cannot exceed quota for CertificatesPerUser: 2", 409), UploadError(NewCertificate()));
    }

    [Fact]
    public void Lists_come_in_pages_in_the_order_of_upload()
    {
        Iam.SigningCertificate first = Upload(NewCertificate());
        _daemon.Now = _daemon.Now.AddMinutes(1);
        Iam.SigningCertificate second = Upload(NewCertificate());
        Iam.ListSigningCertificatesResponse page = List(1);
        Assert.Equal([first], page.Certificates);
        Assert.Equal([second], List(1, page.Marker).Certificates);
    }

    [Fact]
    public void Only_AWS_lets_a_certificate_expire()
    {
        string id = Upload(NewCertificate()).CertificateId;
        Assert.Equal(
            new AwsError("InvalidInput", "Status cannot be set to Expired.", 400),
            _daemon.IamError("UpdateSigningCertificate", Updating("alice", id, "Expired")));
    }

    [Fact]
    public void Root_manages_its_own_by_leaving_out_the_name_and_the_account_counts_them()
    {
        Iam.SigningCertificate uploaded = Upload(NewCertificate(), null);
        Assert.Null(uploaded.UserName);
        Assert.Equal(uploaded.CertificateId, Assert.Single(_daemon.Account.Root.SigningCertificates).Id);
        Assert.Equal(1, _daemon.Iam<Iam.GetAccountSummaryResponse>("GetAccountSummary", new Iam.GetAccountSummaryRequest()).SummaryMap!["AccountSigningCertificatesPresent"]); // It is always there.
        _daemon.Iam<Iam.DeleteSigningCertificateResponse>("DeleteSigningCertificate", Deleting(null, uploaded.CertificateId));
        Assert.Empty(_daemon.Account.Root.SigningCertificates);
    }

    private static Iam.UpdateSigningCertificateRequest Updating(string user, string id, string status) =>
        new() { UserName = user, CertificateId = id, Status = status };

    private static Iam.DeleteSigningCertificateRequest Deleting(string? user, string id) => new() { UserName = user, CertificateId = id };

    private static Iam.UploadSigningCertificateRequest Uploading(string body, string? user) => new() { UserName = user, CertificateBody = body };

    private string NewCertificate() => TestCertificate.OnCurve("a", _daemon.Now.AddDays(-1), _daemon.Now.AddDays(1)).Pem;

    private Iam.SigningCertificate Upload(string body, string? user = "alice") =>
        _daemon.Iam<Iam.UploadSigningCertificateResponse>("UploadSigningCertificate", Uploading(body, user)).Certificate;

    private AwsError UploadError(string body, string user = "alice") => _daemon.IamError("UploadSigningCertificate", Uploading(body, user));

    private Iam.ListSigningCertificatesResponse List(int? maxItems = null, string? marker = null) =>
        _daemon.Iam<Iam.ListSigningCertificatesResponse>(
            "ListSigningCertificates", new Iam.ListSigningCertificatesRequest { UserName = "alice", MaxItems = maxItems, Marker = marker });
}
