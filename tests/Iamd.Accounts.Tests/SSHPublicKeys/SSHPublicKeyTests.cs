using System.Security.Cryptography;

namespace Iamd.Accounts.Tests;

public sealed class SSHPublicKeyTests
{
    /// <summary>One key, as <c>ssh-keygen</c> and <c>openssl</c> write it, with the fingerprint of <c>ssh-keygen -E md5 -l</c>.</summary>
    private const string Ssh =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDCbP6PI2ml1KRbj+fWjHwaNdmUkVYyzH4o//WMcpkoZf7nKG1jRmIbKULHUL6giWoUxEDuEi9lysd/9M6a9ze0ZmC8"
        + "cNQa6/Xjem2pba+urIf6/FZmiMDOdJyTtYBAdrDYsEoX9sQBLrzm9CuBpuM+yPoGIq3Ph9cHijxEdDvRE30z6ERRJuc6lZXcbyL7KJT3G9jrO0rIY9/6q6RksPbgpOVN"
        + "JxjMWH4QwyzrlaD9TCGA2wM0jNaXW6SP0w/MqWinRhHXWIol6GuqHtSkEgJO+VBuX4AavTPUD7cuBQUliAGhoCggCRp9Jd7AVL9u/GgdrIDNugTJxSgMjQMCrHAf";

    private const string Pem = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwmz+jyNppdSkW4/n1ox8
        GjXZlJFWMsx+KP/1jHKZKGX+5yhtY0ZiGylCx1C+oIlqFMRA7hIvZcrHf/TOmvc3
        tGZgvHDUGuv143ptqW2vrqyH+vxWZojAznSck7WAQHaw2LBKF/bEAS685vQrgabj
        Psj6BiKtz4fXB4o8RHQ70RN9M+hEUSbnOpWV3G8i+yiU9xvY6ztKyGPf+qukZLD2
        4KTlTScYzFh+EMMs65Wg/UwhgNsDNIzWl1ukj9MPzKlop0YR11iKJehrqh7UpBIC
        TvlQbl+AGr0z1A+3LgUFJYgBoaAoIAkafSXewFS/bvxoHayAzboEycUoDI0DAqxw
        HwIDAQAB
        -----END PUBLIC KEY-----
        """;

    private const string Fingerprint = "3a:8f:99:bb:e7:bd:66:40:d0:71:ab:eb:10:e7:7a:61";

    /// <summary>An RSA key of 1024 bits.</summary>
    private const string ShortKey = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDchBmQpVlznER81LDVbP+zzFql
        8uECcoxXF9u3zcyFTL52igyZgth3RjJOQlFsr+/rJz/d5AZvzTUgLz1JejoJJ4Ir
        JeE6phAvNfEJQf1B0FN5gtGmMW3hbzt19xjYkHKn3g0Z4VMlpzKz+ntwlM0sALgM
        hvjxvlOk6qwV/VQsOwIDAQAB
        -----END PUBLIC KEY-----
        """;

    private readonly Daemon _daemon = new();

    public SSHPublicKeyTests() => _daemon.AddUser("alice");

    [Theory]
    [InlineData(Ssh + " alice@example")]
    [InlineData(Pem)]
    public void A_key_comes_back_in_either_form_whichever_it_was_uploaded_in(string body)
    {
        Iam.SSHPublicKey uploaded = Upload(body);
        Assert.Equal(
            ("alice", Fingerprint, body, "Active", _daemon.Now),
            (uploaded.UserName, uploaded.Fingerprint, uploaded.SSHPublicKeyBody, uploaded.Status, uploaded.UploadDate));
        Assert.Matches("^APKA[A-Z2-7]{17}$", uploaded.SSHPublicKeyId);

        Assert.Equal(uploaded with { SSHPublicKeyBody = Ssh }, Get(uploaded.SSHPublicKeyId, "SSH"));
        Assert.Equal(uploaded with { SSHPublicKeyBody = Pem }, Get(uploaded.SSHPublicKeyId, "PEM"));
    }

    [Theory]
    [InlineData("no key at all", "UnrecognizedPublicKeyEncoding", "The public key encoding format is unsupported or unrecognized.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "UnrecognizedPublicKeyEncoding", "The public key encoding format is unsupported or unrecognized.")]
    [InlineData("ssh-rsa", "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    [InlineData("ssh-rsa AAAA", "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    [InlineData("ssh-rsa not=base64", "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    [InlineData(Ssh + "AAAA", "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKzvfE+qS09w+okgrO0gY7jryF0lSCxdEO/O0UaUhuZe", "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nbm90IGEga2V5\n-----END PUBLIC KEY-----", "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    [InlineData(ShortKey, "InvalidPublicKey", "The public key is malformed or otherwise invalid.")]
    public void What_is_no_RSA_key_of_2048_bits_is_refused(string body, string code, string message) =>
        Assert.Equal(new AwsError(code, message, 400), UploadError(body));

    [Fact]
    public void A_key_is_a_users_once_in_whichever_form()
    {
        Upload(Ssh);
        Assert.Equal(
            new AwsError("DuplicateSSHPublicKey", "The SSH public key is already associated with the specified IAM user.", 400), UploadError(Pem));
        _daemon.AddUser("bob");
        Upload(Pem, "bob");
    }

    [Fact]
    public void A_user_has_five_keys_at_most()
    {
        _daemon.Put(Entities.User("alice") with
        {
            SSHPublicKeys = [.. Enumerable.Range(0, 5).Select(i => new SSHPublicKey { Id = $"APKA{i}", Blob = [(byte)i], UploadedAt = _daemon.Now })],
        });
        Assert.Equal(new AwsError("LimitExceeded", "Cannot exceed quota for SSHPublicKeysPerUser: 5", 409), UploadError(Ssh));
    }

    [Fact]
    public void Lists_come_in_pages_in_the_order_of_upload_without_the_keys()
    {
        Iam.SSHPublicKey first = Upload(Ssh);
        _daemon.Now = _daemon.Now.AddMinutes(1);
        Iam.SSHPublicKey second = Upload(NewKey());

        Iam.ListSSHPublicKeysResponse page = List(1, null);
        Assert.True(page.IsTruncated);
        Assert.Equal(
            [new Iam.SSHPublicKeyMetadata { UserName = "alice", SSHPublicKeyId = first.SSHPublicKeyId, Status = "Active", UploadDate = _daemon.Now.AddMinutes(-1) }],
            page.SSHPublicKeys);
        Iam.ListSSHPublicKeysResponse rest = List(1, page.Marker);
        Assert.False(rest.IsTruncated);
        Assert.Equal(second.SSHPublicKeyId, Assert.Single(rest.SSHPublicKeys!).SSHPublicKeyId); // A list is always there.
    }

    [Fact]
    public void A_user_lists_its_own_keys_without_a_name()
    {
        _daemon.Put(Entities.UserAllowed("bob", "iam:ListSSHPublicKeys", "*"));
        Iam.ListSSHPublicKeysResponse listed = _daemon.Iam<Iam.ListSSHPublicKeysResponse>("ListSSHPublicKeys", new Iam.ListSSHPublicKeysRequest(), _daemon.User("bob"));
        Assert.Empty(listed.SSHPublicKeys!); // A list is always there.
    }

    [Fact]
    public void A_key_is_made_inactive_and_active_again()
    {
        string id = Upload(Ssh).SSHPublicKeyId;
        foreach (string status in (string[])["Inactive", "Active"])
        {
            _daemon.Iam<Iam.UpdateSSHPublicKeyResponse>("UpdateSSHPublicKey", Update(id, status));
            Assert.Equal(status, Get(id, "SSH").Status);
            Assert.Equal(status, Assert.Single(List(null, null).SSHPublicKeys!).Status); // A list is always there.
        }
        Assert.Equal(new AwsError("InvalidInput", "Status cannot be set to Expired.", 400), _daemon.IamError("UpdateSSHPublicKey", Update(id, "Expired")));
    }

    [Fact] // recorded AWS answers
    public void What_is_not_there_is_named()
    {
        AwsError noKey = new("NoSuchEntity", "The Public Key with id APKAXXXXXXXXXXXXXXXXX cannot be found.", 404);
        Assert.Equal(noKey, _daemon.IamError("GetSSHPublicKey", Getting("APKAXXXXXXXXXXXXXXXXX", "SSH")));
        Assert.Equal(noKey, _daemon.IamError("UpdateSSHPublicKey", Update("APKAXXXXXXXXXXXXXXXXX", "Inactive")));
        Assert.Equal(noKey, _daemon.IamError("DeleteSSHPublicKey", Delete("APKAXXXXXXXXXXXXXXXXX")));
        Assert.Equal(new AwsError("NoSuchEntity", "The user with name nobody cannot be found.", 404), UploadError(Ssh, "nobody"));
    }

    [Fact]
    public void Another_users_key_is_not_found()
    {
        _daemon.AddUser("bob");
        string id = Upload(Ssh, "bob").SSHPublicKeyId;
        Assert.Equal("NoSuchEntity", _daemon.IamError("GetSSHPublicKey", Getting(id, "SSH")).Code);
    }

    [Fact]
    public void A_user_with_a_key_stays_until_the_key_is_gone()
    {
        string id = Upload(Ssh).SSHPublicKeyId;
        Assert.Equal(
            new AwsError("DeleteConflict", "Cannot delete entity, must remove referenced objects first.", 409),
            _daemon.IamError("DeleteUser", new Iam.DeleteUserRequest { UserName = "alice" }));
        _daemon.Iam<Iam.DeleteSSHPublicKeyResponse>("DeleteSSHPublicKey", Delete(id));
        Assert.Empty(List(null, null).SSHPublicKeys!); // A list is always there.
        _daemon.Iam<Iam.DeleteUserResponse>("DeleteUser", new Iam.DeleteUserRequest { UserName = "alice" });
    }

    private static string NewKey()
    {
        using RSA rsa = RSA.Create(2048);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    private static Iam.UploadSSHPublicKeyRequest Uploading(string body, string user) => new() { UserName = user, SSHPublicKeyBody = body };

    private static Iam.GetSSHPublicKeyRequest Getting(string id, string encoding) => new() { UserName = "alice", SSHPublicKeyId = id, Encoding = encoding };

    private static Iam.UpdateSSHPublicKeyRequest Update(string id, string status) => new() { UserName = "alice", SSHPublicKeyId = id, Status = status };

    private static Iam.DeleteSSHPublicKeyRequest Delete(string id) => new() { UserName = "alice", SSHPublicKeyId = id };

    private Iam.SSHPublicKey Upload(string body, string user = "alice") =>
        _daemon.Iam<Iam.UploadSSHPublicKeyResponse>("UploadSSHPublicKey", Uploading(body, user)).SSHPublicKey!; // AWS always answers it.

    private AwsError UploadError(string body, string user = "alice") => _daemon.IamError("UploadSSHPublicKey", Uploading(body, user));

    private Iam.SSHPublicKey Get(string id, string encoding) =>
        _daemon.Iam<Iam.GetSSHPublicKeyResponse>("GetSSHPublicKey", Getting(id, encoding)).SSHPublicKey!; // AWS always answers it.

    private Iam.ListSSHPublicKeysResponse List(int? maxItems, string? marker) =>
        _daemon.Iam<Iam.ListSSHPublicKeysResponse>("ListSSHPublicKeys", new Iam.ListSSHPublicKeysRequest { UserName = "alice", MaxItems = maxItems, Marker = marker });
}
