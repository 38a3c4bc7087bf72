using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Server.Tests;

public sealed class TlsTests
{
    [Fact]
    public async Task The_local_authority_vouches_for_the_daemon()
    {
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(options => options with { Urls = ["https://127.0.0.1:0"] });
        Assert.StartsWith("https://127.0.0.1:", daemon.Endpoint.ToString(), StringComparison.Ordinal);
        using HttpClient client = Trusting(LocalAuthority.Open(daemon.DataFolder, TimeProvider.System).CertificateFile);
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(daemon.Endpoint, "/healthz"), TestContext.Current.CancellationToken));
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri($"https://localhost:{daemon.Endpoint.Port}/healthz"), TestContext.Current.CancellationToken));
        foreach (string file in Directory.GetFiles(Path.Combine(daemon.DataFolder, "tls")))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_used()
    {
        string folder = Directory.CreateTempSubdirectory("iamd-test-").FullName;
        LocalAuthority authority = LocalAuthority.Open(folder, TimeProvider.System);
        authority.ServerCertificate([System.Net.IPAddress.Loopback]).Dispose();
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(options => options with
        {
            Urls = ["https://127.0.0.1:0"],
            TlsCertificateFile = Path.Combine(folder, "tls", "server.pem"),
            TlsKeyFile = Path.Combine(folder, "tls", "server-key.pem"),
        });
        using HttpClient client = Trusting(authority.CertificateFile);
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(daemon.Endpoint, "/healthz"), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Combine(daemon.DataFolder, "tls")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_server_certificate_is_kept_until_it_is_due_or_lacks_a_name()
    {
        string folder = Directory.CreateTempSubdirectory("iamd-test-").FullName;
        TestClock clock = new(DateTimeOffset.UtcNow);
        LocalAuthority authority = LocalAuthority.Open(folder, clock);
        string Serial(string address)
        {
            using X509Certificate2 certificate = authority.ServerCertificate([System.Net.IPAddress.Parse(address)]);
            return certificate.SerialNumber;
        }
        string first = Serial("127.0.0.1");
        Assert.Equal(first, Serial("127.0.0.1"));
        string second = Serial("192.0.2.1");
        Assert.NotEqual(first, second);
        clock.Now = clock.Now.AddDays(59);
        Assert.Equal(second, Serial("192.0.2.1"));
        clock.Now = clock.Now.AddDays(2);
        Assert.NotEqual(second, Serial("192.0.2.1"));
        Directory.Delete(folder, recursive: true);
    }

    private static HttpClient Trusting(string authorityFile)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }
}
