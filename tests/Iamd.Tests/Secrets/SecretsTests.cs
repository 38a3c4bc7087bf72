using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Iamd.Protocol.SigV4;
using OtpNet;

namespace Iamd.Tests.Secrets;

/// <summary>What is secret is found nowhere but where it belongs: not in the data folder, not in what the program prints.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Password = "Correct-horse-battery-staple-7";
    private const string NextPassword = "Another-horse-battery-staple-8";
    private const string WrongPassword = "Forgotten-horse-battery-9";
    private const string WeakPassword = "weakandlongenoughtosearchfor";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Where secrets belong: the root key as it was made, and what wraps all others. The lock cannot be read while it is held, and is empty.</summary>
    private static readonly string[] LeftOut = ["root-credentials", "master.key", "iamd.lock"];

    private readonly string _folder = Directory.CreateTempSubdirectory("iamd-test-").FullName;
    private readonly HttpClient _http = new();

    [Fact]
    public async Task No_secret_is_found_in_the_data_folder_or_in_the_log()
    {
        string data = Path.Combine(_folder, "data");
        string overlong = "Overlong-horse-" + new string('x', 200);
        List<(string What, byte[] Secret)> secrets =
        [
            ("password", Utf8(Password)), ("next password", Utf8(NextPassword)), ("wrong password", Utf8(WrongPassword)),
            ("weak password", Utf8(WeakPassword)), ("overlong password", Utf8("Overlong-horse-")),
        ];
        string printed;
        await using (DaemonProcess daemon = await DaemonProcess.Start(data))
        {
            SigV4Signer root = new(daemon.RootAccessKeyId, daemon.RootSecretAccessKey);
            secrets.Add(("root's secret access key", Utf8(daemon.RootSecretAccessKey)));
            SigV4Signer alice = await MakeAlice(daemon, root, secrets);
            await MakeSessions(daemon, alice, secrets);
            await MakeCredentials(daemon, root, secrets);
            await Fail(daemon, root, alice, overlong);
            // Once as the files are while it runs, its write-ahead log among them, and once as it leaves them.
            AssertNowhere(secrets, data);
            printed = await daemon.Stop();
        }
        AssertNowhere(secrets, data);
        foreach ((string what, byte[] secret) in secrets)
            AssertAbsent(what, secret, Utf8(printed), "the log");
    }

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<SigV4Signer> MakeAlice(DaemonProcess daemon, SigV4Signer root, List<(string, byte[])> secrets)
    {
        await Succeeds(daemon, root, "iam", "CreateUser", "UserName", "alice");
        await Succeeds(daemon, root, "iam", "PutUserPolicy", "UserName", "alice", "PolicyName", "all", "PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        XDocument key = await Succeeds(daemon, root, "iam", "CreateAccessKey", "UserName", "alice");
        secrets.Add(("a user's secret access key", Utf8(Text(key, "SecretAccessKey"))));
        await Succeeds(daemon, root, "iam", "CreateLoginProfile", "UserName", "alice", "Password", Password);
        SigV4Signer alice = new(Text(key, "AccessKeyId"), Text(key, "SecretAccessKey"));
        await Succeeds(daemon, alice, "iam", "ChangePassword", "OldPassword", Password, "NewPassword", NextPassword);

        XDocument device = await Succeeds(daemon, root, "iam", "CreateVirtualMFADevice", "VirtualMFADeviceName", "phone");
        string base32 = Encoding.ASCII.GetString(Convert.FromBase64String(Text(device, "Base32StringSeed")));
        secrets.Add(("a seed in base 32", Utf8(base32)));
        secrets.Add(("a seed", Base32Encoding.ToBytes(base32)));
        Totp codes = new(Base32Encoding.ToBytes(base32));
        DateTime now = DateTime.UtcNow;
        await Succeeds(
            daemon, root, "iam", "EnableMFADevice", "UserName", "alice", "SerialNumber", Text(device, "SerialNumber"),
            "AuthenticationCode1", codes.ComputeTotp(now.AddSeconds(-30)), "AuthenticationCode2", codes.ComputeTotp(now));
        return alice;
    }

    private async Task MakeSessions(DaemonProcess daemon, SigV4Signer alice, List<(string, byte[])> secrets)
    {
        await Succeeds(
            daemon, alice, "iam", "CreateRole", "RoleName", "r",
            "AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}""");
        foreach (XDocument session in (XDocument[])
        [
            await Succeeds(daemon, alice, "sts", "GetSessionToken"),
            await Succeeds(daemon, alice, "sts", "GetFederationToken", "Name", "bob"),
            await Succeeds(daemon, alice, "sts", "AssumeRole", "RoleArn", "arn:aws:iam::111122223333:role/r", "RoleSessionName", "work"),
        ])
        {
            secrets.Add(("a session's secret access key", Utf8(Text(session, "SecretAccessKey"))));
            secrets.Add(("a session token", Utf8(Text(session, "SessionToken"))));
            SigV4Signer signer = new(Text(session, "AccessKeyId"), Text(session, "SecretAccessKey"), Text(session, "SessionToken"));
            await Succeeds(daemon, signer, "sts", "GetCallerIdentity");
        }
    }

    private async Task MakeCredentials(DaemonProcess daemon, SigV4Signer root, List<(string, byte[])> secrets)
    {
        XDocument made = await Succeeds(daemon, root, "iam", "CreateServiceSpecificCredential", "UserName", "alice", "ServiceName", "codecommit.amazonaws.com");
        secrets.Add(("a service password", Utf8(Text(made, "ServicePassword"))));
        XDocument reset = await Succeeds(
            daemon, root, "iam", "ResetServiceSpecificCredential", "UserName", "alice", "ServiceSpecificCredentialId", Text(made, "ServiceSpecificCredentialId"));
        secrets.Add(("a reset service password", Utf8(Text(reset, "ServicePassword"))));
        XDocument apiKey = await Succeeds(daemon, root, "iam", "CreateServiceSpecificCredential", "UserName", "alice", "ServiceName", "bedrock.amazonaws.com");
        // What begins it is no secret: the alias is shown in lists.
        secrets.Add(("an API key", Utf8(Text(apiKey, "ServiceCredentialSecret")[^60..])));

        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=web", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // The private exponent: the rest of the key stands in the certificate, too.
        secrets.Add(("a private key", key.ExportParameters(includePrivateParameters: true).D!)); // It was asked for.
        string[] upload = ["CertificateBody", certificate.ExportCertificatePem(), "PrivateKey", key.ExportPkcs8PrivateKeyPem()];
        await Succeeds(daemon, root, "iam", "UploadServerCertificate", ["ServerCertificateName", "web", .. upload]);
        await Fails(daemon, root, "UploadServerCertificate", ["ServerCertificateName", "web", .. upload]);
    }

    /// <summary>Calls that carry secrets and fail, each in its own way.</summary>
    private async Task Fail(DaemonProcess daemon, SigV4Signer root, SigV4Signer alice, string overlong)
    {
        await Fails(daemon, root, "CreateLoginProfile", "UserName", "alice", "Password", WrongPassword);
        await Fails(daemon, root, "CreateLoginProfile", "UserName", "nobody", "Password", WrongPassword);
        await Fails(daemon, root, "UpdateLoginProfile", "UserName", "alice", "Password", WeakPassword);
        await Fails(daemon, root, "UpdateLoginProfile", "UserName", "alice", "Password", overlong);
        await Fails(daemon, root, "UpdateLoginProfile", "UserName", "alice", "Password", WrongPassword + "\u2603");
        await Fails(daemon, root, "UpdateLoginProfile", "UserName", "alice", "Password", WrongPassword, "PasswordResetRequired", "maybe");
        await Fails(daemon, root, "ChangePassword", "OldPassword", NextPassword, "NewPassword", WrongPassword);
        await Fails(daemon, alice, "ChangePassword", "OldPassword", WrongPassword, "NewPassword", Password);
        await Fails(daemon, alice, "ChangePassword", "OldPassword", NextPassword, "NewPassword", WeakPassword);
        await Fails(daemon, alice with { SecretAccessKey = "wrong" }, "ChangePassword", "OldPassword", NextPassword, "NewPassword", WrongPassword);
        await Fails(daemon, alice, "NoSuchAction", "Password", Password);
        // In the address, where logs of requests would show it.
        using HttpResponseMessage unsigned = await _http.GetAsync(new Uri($"{daemon.Endpoint}/?Action=CreateLoginProfile&UserName=alice&Password={WrongPassword}"));
        Assert.Equal(403, (int)unsigned.StatusCode);
    }

    private async Task<XDocument> Succeeds(DaemonProcess daemon, SigV4Signer signer, string service, string action, params string[] parameters)
    {
        (int status, string body) = await Call(daemon, signer, service, action, parameters);
        Assert.True(status == 200, body);
        return XDocument.Parse(body);
    }

    private async Task Fails(DaemonProcess daemon, SigV4Signer signer, string action, params string[] parameters)
    {
        (int status, string body) = await Call(daemon, signer, "iam", action, parameters);
        Assert.True(status is >= 400 and < 500, body);
        foreach (string secret in (string[])[Password, NextPassword, WrongPassword, WeakPassword, "Overlong-horse-"])
            Assert.DoesNotContain(secret, body, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Body)> Call(DaemonProcess daemon, SigV4Signer signer, string service, string action, string[] parameters)
    {
        StringBuilder form = new($"Action={action}&Version={(service == "iam" ? "2010-05-08" : "2011-06-15")}");
        foreach (string[] pair in parameters.Chunk(2))
            form.Append('&').Append(pair[0]).Append('=').Append(Uri.EscapeDataString(pair[1]));
        byte[] body = Utf8(form.ToString());
        Uri uri = new(daemon.Endpoint + "/");
        using HttpRequestMessage request = new(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", FormType);
        foreach ((string name, string value) in signer.Sign("POST", uri, new Dictionary<string, string> { ["Content-Type"] = FormType }, body, "us-east-1", service, DateTimeOffset.UtcNow))
            request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static void AssertNowhere(List<(string What, byte[] Secret)> secrets, string data)
    {
        string[] files = [.. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(file => !LeftOut.Contains(Path.GetFileName(file), StringComparer.Ordinal))];
        // What is no secret is found, so the search looks where things are kept.
        Assert.Contains(files, file => ReadShared(file).AsSpan().IndexOf("alice"u8) >= 0);
        foreach (string file in files)
        {
            byte[] bytes = ReadShared(file);
            foreach ((string what, byte[] secret) in secrets)
                AssertAbsent(what, secret, bytes, file);
        }
    }

    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>In the clear, in base 64 wherever it may begin, in hexadecimal, in an address, in UTF-16.</summary>
    private static void AssertAbsent(string what, byte[] secret, byte[] text, string where)
    {
        // Long ones in pieces: a file may hold them in several pages.
        foreach (byte[] piece in secret.Chunk(24).Where(piece => piece.Length >= 12))
        {
            List<byte[]> forms = [piece, Utf8(Convert.ToHexString(piece)), Utf8(Convert.ToHexStringLower(piece)), Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(piece))];
            for (int start = 0; start < 3; start++)
            {
                byte[] aligned = piece[start..(start + ((piece.Length - start) / 3 * 3))];
                forms.Add(Utf8(Convert.ToBase64String(aligned)));
            }
            forms.Add(Utf8(Uri.EscapeDataString(Encoding.Latin1.GetString(piece))));
            foreach (byte[] form in forms)
                Assert.True(text.AsSpan().IndexOf(form) < 0, $"{what} is in {where}");
        }
    }

    private static string Text(XDocument answer, string element) => answer.Descendants().First(e => e.Name.LocalName == element).Value;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
