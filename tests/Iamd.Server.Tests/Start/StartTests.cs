using System.Net;
using System.Net.Sockets;

namespace Iamd.Server.Tests;

public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iamd-test-").FullName;

    private DaemonOptions Options => new() { Urls = ["http://127.0.0.1:0"], DataFolder = Path.Combine(_folder, "data") };

    [Fact]
    public async Task The_first_start_makes_an_account_and_keeps_its_root_key_in_a_file()
    {
        string account;
        RootKey key;
        await using (Daemon daemon = await Start(Options))
        {
            account = daemon.AccountId.ToString();
            key = Assert.IsType<RootKey>(daemon.CreatedRootKey);
        }
        string file = Path.Combine(Options.DataFolder, "root-credentials");
        Assert.Equal($"[default]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Matches("^[1-9][0-9]{11}$", account);
        Assert.Matches("^AKIA[A-Z2-7]{16}$", key.AccessKeyId);

        await using Daemon again = await Start(Options);
        Assert.Equal(account, again.AccountId.ToString());
        Assert.Null(again.CreatedRootKey);
    }

    [Fact]
    public async Task The_account_id_and_the_root_key_may_be_given()
    {
        DaemonOptions options = Options with { AccountId = Policy.AccountId.Parse("111122223333"), RootKey = new RootKey("AKIAIOSFODNN7EXAMPLE", "secret") };
        await using Daemon daemon = await Start(options);
        Assert.Equal("111122223333", daemon.AccountId.ToString());
        Assert.Equal(options.RootKey, daemon.CreatedRootKey);
    }

    [Fact]
    public async Task Another_account_id_is_refused_later()
    {
        await using (await Start(Options with { AccountId = Policy.AccountId.Parse("111122223333") }))
        {
        }
        await Fails(
            Options with { AccountId = Policy.AccountId.Parse("444455556666") },
            $"The data folder {Options.DataFolder} holds account 111122223333, not 444455556666. Leave --account-id out, or choose another folder with --data.");
        await using Daemon same = await Start(Options with { AccountId = Policy.AccountId.Parse("111122223333") });
    }

    [Fact]
    public async Task A_taken_port_is_named_and_nothing_is_made()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await Fails(
            Options with { Urls = [$"http://127.0.0.1:{port}"] },
            $"http://127.0.0.1:{port} is in use by another program. Stop it, or choose another address with --urls.");
        Assert.False(Directory.Exists(Options.DataFolder));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_refused() =>
        await Fails(
            Options with { Urls = ["https://192.0.2.1:4260"] },
            "This machine does not have the address of https://192.0.2.1:4260. Choose another with --urls.");

    [Fact]
    public async Task A_second_daemon_on_the_folder_is_refused()
    {
        await using Daemon first = await Start(Options);
        Assert.Contains("uses the data folder", await Fails(Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        Assert.Contains("--data", await Fails(Options with { DataFolder = Path.Combine(file, "data") }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_master_key_is_refused()
    {
        await using (await Start(Options))
        {
        }
        await File.WriteAllTextAsync(Path.Combine(Options.DataFolder, "master.key"), Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        Assert.Contains("master key", await Fails(Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        Directory.CreateDirectory(Options.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(Options.DataFolder, "iamd.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        Assert.Contains("damaged", await Fails(Options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server.pem", null, "--tls-cert and --tls-key go together: give both, or neither for a certificate of the local CA.")]
    [InlineData(null, "server-key.pem", "--tls-cert and --tls-key go together: give both, or neither for a certificate of the local CA.")]
    public async Task A_certificate_without_its_key_is_refused(string? certificate, string? key, string message) =>
        await Fails(Options with { Urls = ["https://127.0.0.1:0"], TlsCertificateFile = certificate, TlsKeyFile = key }, message);

    [Fact]
    public async Task A_missing_certificate_is_named() =>
        Assert.Contains("no-such.pem", await Fails(Options with { Urls = ["https://127.0.0.1:0"], TlsCertificateFile = "no-such.pem", TlsKeyFile = "no-such.pem" }), StringComparison.Ordinal);

    [Fact]
    public async Task An_ephemeral_daemon_leaves_nothing()
    {
        string credentials;
        await using (Daemon daemon = await Start(Options with { Ephemeral = true }))
        {
            credentials = daemon.RootCredentialsFile;
            Assert.True(File.Exists(credentials));
        }
        Assert.False(File.Exists(credentials));
        Assert.False(Directory.Exists(Options.DataFolder));
    }

    [Fact]
    public async Task Quotas_stay_set()
    {
        DaemonOptions options = Options with { RootKey = RunningDaemon.RootKey };
        await using (await Start(options with { Quotas = [new("UsersPerAccount", 1)] }))
        {
        }
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(_ => options);
        Assert.Equal(200, (await daemon.Root.Iam("CreateUser", "UserName", "alice")).Status);
        AwsAnswer second = await daemon.Root.Iam("CreateUser", "UserName", "bob");
        Assert.Equal((409, "LimitExceeded", "Cannot exceed quota for UsersPerAccount: 1"), (second.Status, second.Code, second.Message));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<Daemon> Start(DaemonOptions options) => Daemon.StartAsync(options, TextWriter.Null, TimeProvider.System);

    private static async Task<string> Fails(DaemonOptions options) => (await Assert.ThrowsAsync<StartFailure>(() => Start(options))).Message;

    private static async Task Fails(DaemonOptions options, string message) => Assert.Equal(message, await Fails(options));
}
