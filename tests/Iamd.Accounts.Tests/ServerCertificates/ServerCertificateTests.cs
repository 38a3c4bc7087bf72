using System.Security.Cryptography;
using System.Text;

namespace Iamd.Accounts.Tests;

public sealed class ServerCertificateTests
{
    private const string Unreadable = "Unable to parse certificate. Please ensure the certificate is in PEM format.";
    private const string UnreadableKey = "Unable to parse private key. Please ensure the private key is in PEM format.";

    private const string BrokenChain =
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, "
        + "followed by any intermediaries in order. The index within the chain of the invalid certificate is: ";

    private readonly Daemon _daemon = new();

    private DateTimeOffset Until => _daemon.Now.AddYears(1);

    [Theory] // recorded AWS answers
    [InlineData(null, "/", "arn:aws:iam::111122223333:server-certificate/web")]
    [InlineData("/", "/", "arn:aws:iam::111122223333:server-certificate/web")]
    [InlineData("/test-path/", "/test-path/", "arn:aws:iam::111122223333:server-certificate/test-path/web")]
    public void A_certificate_is_uploaded_listed_shown_and_deleted(string? path, string shownPath, string arn)
    {
        TestCertificate made = New("web");
        Iam.UploadServerCertificateResponse uploaded = Upload(Of(made) with { Path = path });
        Iam.ServerCertificateMetadata metadata = uploaded.ServerCertificateMetadata!; // AWS always answers it.
        Assert.Equal(
            (shownPath, "web", arn, _daemon.Now, Until),
            (metadata.Path, metadata.ServerCertificateName, metadata.Arn, metadata.UploadDate, metadata.Expiration));
        Assert.Matches("^ASCA[A-Z2-7]{17}$", metadata.ServerCertificateId);
        Assert.Null(uploaded.Tags);

        Assert.Equal([metadata], List().ServerCertificateMetadataList);
        Assert.Equal([metadata], List(shownPath).ServerCertificateMetadataList);
        Assert.Empty(List("/elsewhere/").ServerCertificateMetadataList);
        Iam.ServerCertificate shown = Get("web");
        Assert.Equal((metadata, made.Pem, null), (shown.ServerCertificateMetadata, shown.CertificateBody, shown.CertificateChain));
        Assert.Empty(shown.Tags!); // The list is there, and empty.

        _daemon.Iam<Iam.DeleteServerCertificateResponse>("DeleteServerCertificate", new Iam.DeleteServerCertificateRequest { ServerCertificateName = "web" });
        Assert.Equal(NoSuch("web"), _daemon.IamError("GetServerCertificate", new Iam.GetServerCertificateRequest { ServerCertificateName = "web" }));
    }

    [Fact]
    public void The_private_key_is_kept_encrypted()
    {
        TestCertificate made = New("web");
        Upload(Of(made));
        ServerCertificate kept = Assert.Single(_daemon.Account.ServerCertificates);
        Assert.True(_daemon.Keys.TryOpen(SecretKind.ServerCertificateKey, Daemon.AccountId, kept.Id, kept.PrivateKey, out byte[]? key));
        Assert.Equal(made.KeyPem, Encoding.UTF8.GetString(key));
    }

    [Fact]
    public void Keys_are_RSA_or_on_a_curve_in_any_of_their_forms()
    {
        TestCertificate rsa = TestCertificate.Rsa("a", _daemon.Now, Until);
        TestCertificate curve = TestCertificate.OnCurve("b", _daemon.Now, Until);
        Upload(Of(rsa) with { ServerCertificateName = "a1" });
        Upload(Of(rsa) with { ServerCertificateName = "a2", PrivateKey = ((RSA)rsa.Key).ExportRSAPrivateKeyPem() });
        Upload(Of(curve) with { ServerCertificateName = "b1" });
        Upload(Of(curve) with { ServerCertificateName = "b2", PrivateKey = ((ECDsa)curve.Key).ExportECPrivateKeyPem() });
        Assert.Equal(4, _daemon.Account.ServerCertificates.Count);
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void What_is_no_certificate_is_refused(string body) =>
        Assert.Equal(Malformed(Unreadable), UploadError(Of(New("web")) with { CertificateBody = body }));

    [Theory] // recorded AWS answer: it has as many characters, and its meaning was confirmed
    [InlineData(1, 2)]
    [InlineData(-2, -1)]
    public void A_certificate_that_is_not_valid_now_counts_as_unreadable(int fromDays, int toDays) =>
        Assert.Equal(Malformed(Unreadable), UploadError(Of(TestCertificate.OnCurve("web", _daemon.Now.AddDays(fromDays), _daemon.Now.AddDays(toDays)))));

    [Fact]
    public void What_is_no_private_key_in_the_clear_is_refused()
    {
        TestCertificate made = New("web");
        string encrypted = made.Key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
        foreach (string key in (string[])["no key", encrypted, made.Key.ExportSubjectPublicKeyInfoPem(), made.Pem])
            Assert.Equal(Malformed(UnreadableKey), UploadError(Of(made) with { PrivateKey = key }));
    }

    [Fact]
    public void Another_certificates_key_is_refused()
    {
        AwsError expected = new("KeyPairMismatch", "The public key certificate and the private key do not match.", 400);
        Assert.Equal(expected, UploadError(Of(New("web")) with { PrivateKey = New("other").KeyPem }));
        Assert.Equal(expected, UploadError(Of(New("web")) with { PrivateKey = TestCertificate.Rsa("other", _daemon.Now, Until).KeyPem }));
    }

    [Fact]
    public void A_chain_leads_from_the_issuer_upwards()
    {
        TestCertificate root = TestCertificate.Rsa("root", _daemon.Now, Until);
        TestCertificate intermediate = TestCertificate.OnCurve("intermediate", _daemon.Now, Until, root);
        TestCertificate leaf = TestCertificate.OnCurve("leaf", _daemon.Now, Until, intermediate);
        string[] accepted = [intermediate.Pem, $"{intermediate.Pem}\n{root.Pem}\n"];
        for (int i = 0; i < accepted.Length; i++)
        {
            Upload(Of(leaf) with { ServerCertificateName = $"web{i}", CertificateChain = accepted[i] });
            Assert.Equal(accepted[i], Get($"web{i}").CertificateChain);
        }

        TestCertificate namesake = New("root");
        TestCertificate expired = TestCertificate.OnCurve("root", _daemon.Now.AddDays(-2), _daemon.Now.AddDays(-1));
        (string Chain, int Index)[] refused =
        [
            ("no chain", -1),
            ("a heading\n" + intermediate.Pem, -1),
            (root.Pem, -1),
            ($"{root.Pem}\n{intermediate.Pem}", -1),
            ($"{intermediate.Pem}\n{leaf.Pem}", 0),
            ($"{intermediate.Pem}\n{namesake.Pem}", 0),
            ($"{intermediate.Pem}\n{expired.Pem}", 0),
            ($"{intermediate.Pem}\n{root.Pem}\n{leaf.Pem}", 1),
        ];
        foreach ((string chain, int index) in refused)
            Assert.Equal(Malformed(BrokenChain + index), UploadError(Of(leaf) with { CertificateChain = chain }));
    }

    [Fact]
    public void A_name_is_given_once_whatever_its_case()
    {
        Upload(Of(New("web")));
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "The Server Certificate with name WEB already exists.", 409),
            UploadError(Of(New("web")) with { ServerCertificateName = "WEB" }));
    }

    [Fact]
    public void An_account_has_twenty_certificates_at_most()
    {
        _daemon.SetQuota("ServerCertificatesPerAccount", 1);
        _daemon.Put(Entities.ServerCertificate("first"));
        Assert.Equal(new AwsError("LimitExceeded", "Cannot exceed quota for ServerCertificatesPerAccount: 1", 409), UploadError(Of(New("web"))));
        Assert.Equal(20, Quotas.Defaults.ServerCertificates);
    }

    [Fact]
    public void Tags_at_upload_are_answered_and_shown()
    {
        Iam.Tag[] tags = [new Iam.Tag { Key = "a", Value = "1" }];
        Assert.Equal(tags, Upload(Of(New("web")) with { Tags = tags }).Tags);
        Assert.Equal(tags, Get("web").Tags);
    }

    [Fact]
    public void An_upload_with_tags_needs_the_permission_to_tag()
    {
        _daemon.Put(Entities.UserAllowed("bob", "iam:UploadServerCertificate", "*"));
        Caller bob = _daemon.User("bob");
        Upload(Of(New("web")), bob);
        AwsError denied = UploadError(Of(New("other")) with { ServerCertificateName = "other", Tags = [new Iam.Tag { Key = "a", Value = "1" }] }, bob);
        Assert.Equal("AccessDenied", denied.Code);
        Assert.Contains("iam:TagServerCertificate", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_gets_another_name_and_path()
    {
        Upload(Of(New("web")));
        _daemon.Put(Entities.ServerCertificate("taken"));
        _daemon.Iam<Iam.UpdateServerCertificateResponse>("UpdateServerCertificate", Updating("web", "shop", "/cloudfront/"));
        Assert.Equal("arn:aws:iam::111122223333:server-certificate/cloudfront/shop", Get("shop").ServerCertificateMetadata.Arn);
        _daemon.Iam<Iam.UpdateServerCertificateResponse>("UpdateServerCertificate", Updating("shop", "SHOP", null));
        Assert.Equal("SHOP", Get("shop").ServerCertificateMetadata.ServerCertificateName);

        Assert.Equal(NoSuch("web"), _daemon.IamError("UpdateServerCertificate", Updating("web", "other", null)));
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "The Server Certificate with name Taken already exists.", 409),
            _daemon.IamError("UpdateServerCertificate", Updating("shop", "Taken", null)));
    }

    [Fact] // recorded AWS answers
    public void What_is_not_there_is_named()
    {
        Assert.Equal(NoSuch("nobody"), _daemon.IamError("GetServerCertificate", new Iam.GetServerCertificateRequest { ServerCertificateName = "nobody" }));
        Assert.Equal(NoSuch("nobody"), _daemon.IamError("DeleteServerCertificate", new Iam.DeleteServerCertificateRequest { ServerCertificateName = "nobody" }));
    }

    private static AwsError NoSuch(string name) => new("NoSuchEntity", $"The Server Certificate with name {name} cannot be found.", 404);

    private static AwsError Malformed(string message) => new("MalformedCertificate", message, 400);

    private static Iam.UpdateServerCertificateRequest Updating(string name, string? newName, string? newPath) =>
        new() { ServerCertificateName = name, NewServerCertificateName = newName, NewPath = newPath };

    private static Iam.UploadServerCertificateRequest Of(TestCertificate made) =>
        new() { ServerCertificateName = "web", CertificateBody = made.Pem, PrivateKey = made.KeyPem };

    private TestCertificate New(string name) => TestCertificate.OnCurve(name, _daemon.Now, Until);

    private Iam.UploadServerCertificateResponse Upload(Iam.UploadServerCertificateRequest request, Caller? caller = null) =>
        _daemon.Iam<Iam.UploadServerCertificateResponse>("UploadServerCertificate", request, caller);

    private AwsError UploadError(Iam.UploadServerCertificateRequest request, Caller? caller = null) =>
        _daemon.IamError("UploadServerCertificate", request, caller);

    private Iam.ServerCertificate Get(string name) =>
        _daemon.Iam<Iam.GetServerCertificateResponse>("GetServerCertificate", new Iam.GetServerCertificateRequest { ServerCertificateName = name }).ServerCertificate;

    private Iam.ListServerCertificatesResponse List(string? prefix = null) =>
        _daemon.Iam<Iam.ListServerCertificatesResponse>("ListServerCertificates", new Iam.ListServerCertificatesRequest { PathPrefix = prefix });
}
