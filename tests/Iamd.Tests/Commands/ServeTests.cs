using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Iamd.Tests.Clients;

namespace Iamd.Tests;

public sealed class ServeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iamd-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task It_says_where_it_is_and_how_to_go_on_but_never_its_key_to_a_file()
    {
        (ToolRun run, string endpoint) = await ServeAndStop(["--data", Data, "--account-id", "111122223333"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Errors);
        string[] lines = run.Output.Split('\n');
        Assert.Equal("iamd 0.1.0", lines[0]);
        Assert.Equal($"  endpoint  {endpoint}", lines[1]);
        Assert.Equal("  account   111122223333 (new)", lines[2]);
        Assert.Equal($"  data      {Data}", lines[3]);
        Assert.Equal($"  root key  {Data}/root-credentials", lines[4]);
        Assert.Contains($"shell --data {Data}   and there: aws sts get-caller-identity", run.Output, StringComparison.Ordinal);
        Assert.Contains("Ctrl-C stops; the data stays.", run.Output, StringComparison.Ordinal);
        string secret = (await File.ReadAllLinesAsync(Path.Combine(Data, "root-credentials"), TestContext.Current.CancellationToken))[2].Split(" = ")[1];
        Assert.DoesNotContain(secret, run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_option_is_also_read_from_the_environment_and_from_a_file_in_this_order()
    {
        string config = Path.Combine(_folder, "iamd.conf");
        await File.WriteAllTextAsync(config, $"# a comment\naccount-id = 333333333333\n\ndata={Data}\nquota = UsersPerAccount=7\nquota = GroupsPerAccount=8\n", TestContext.Current.CancellationToken);
        Dictionary<string, string> variables = new() { ["IAMD_CONFIG"] = config };
        (ToolRun fromFile, _) = await ServeAndStop([], variables);
        Assert.Contains("  account   333333333333 (new)", fromFile.Output, StringComparison.Ordinal);
        Assert.Contains($"  data      {Data}\n", fromFile.Output, StringComparison.Ordinal);

        variables["IAMD_DATA"] = Path.Combine(_folder, "second");
        variables["IAMD_ACCOUNT_ID"] = "222222222222";
        (ToolRun fromVariable, _) = await ServeAndStop([], variables);
        Assert.Contains("  account   222222222222 (new)", fromVariable.Output, StringComparison.Ordinal);
        Assert.Contains($"  data      {_folder}/second\n", fromVariable.Output, StringComparison.Ordinal);

        (ToolRun fromOption, _) = await ServeAndStop(["--account-id", "111111111111", "--data", Path.Combine(_folder, "third")], variables);
        Assert.Contains("  account   111111111111 (new)", fromOption.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--account-id is 'abc', but an account id is 12 digits.", "--account-id", "abc")]
    [InlineData("'nowhere' is not an address to listen on. Write it as http://127.0.0.1:4260: http or https, an IP address or localhost, and a port.", "--urls", "nowhere")]
    [InlineData("http://0.0.0.0:4260 would serve plain HTTP beyond this machine. Use https:// (a certificate is made if you give none), or add --insecure-http if the network is yours alone.", "--urls", "http://0.0.0.0:4260")]
    [InlineData("--trusted-proxies holds 'everyone', which is neither an IP address nor a network such as 192.0.2.0/24.", "--trusted-proxies", "everyone")]
    [InlineData("The configuration file /no/such/file cannot be read (Could not find a part of the path '/no/such/file'.).", "--config", "/no/such/file")]
    [InlineData("--tls-cert and --tls-key go together: give both, or neither for a certificate of the local CA.", "--urls", "https://127.0.0.1:0", "--tls-cert", "x.pem")]
    [InlineData("--tls-cert is given, but no address to listen on begins with https://. Give one with --urls.", "--tls-cert", "x.pem", "--tls-key", "x.pem", "--urls", "http://127.0.0.1:0")]
    public async Task A_bad_option_is_one_line_and_nothing_is_made(string line, params string[] options)
    {
        ToolRun run = await Run(["serve", "--data", Data, .. options]);
        Assert.Equal((1, "", $"iamd: {line}\n"), (run.ExitCode, run.Output, run.Errors));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("UsersPerAccount")]
    [InlineData("UsersPerAccount=many")]
    [InlineData("UsersPerAccount=-1")]
    [InlineData("NoSuchQuota=1")]
    public async Task A_bad_quota_is_told_the_names_there_are(string quota)
    {
        ToolRun run = await Run("serve", "--data", Data, "--quota", quota);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"iamd: --quota is '{quota}', but must be NAME=VALUE, where NAME is one of ", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task An_unknown_name_in_the_file_is_named_with_its_line()
    {
        string config = Path.Combine(_folder, "iamd.conf");
        await File.WriteAllTextAsync(config, "account-id = 111122223333\ncolour = blue\n", TestContext.Current.CancellationToken);
        ToolRun run = await Run("serve", "--data", Data, "--config", config);
        Assert.Equal((1, $"iamd: {config}, line 2: write 'name = value', where name is one of urls, data, account-id, quota, ephemeral, insecure-http, tls-cert, tls-key, trusted-proxies.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task Half_a_root_key_is_refused()
    {
        ToolRun run = await Run(new Dictionary<string, string> { ["IAMD_ROOT_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE" }, "serve", "--data", Data);
        Assert.Equal((1, "iamd: IAMD_ROOT_ACCESS_KEY_ID must be 16 to 128 letters, digits and underscores, and IAMD_ROOT_SECRET_ACCESS_KEY must be set with it.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task A_taken_port_is_one_line()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        ToolRun run = await Run("serve", "--data", Data, "--urls", url);
        Assert.Equal((1, "", $"iamd: {url} is in use by another program. Stop it, or choose another address with --urls.\n"), (run.ExitCode, run.Output, run.Errors));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task SIGTERM_lets_what_is_in_flight_finish()
    {
        int port = FreePort();
        using Process process = Start(["--data", Data], port, new Dictionary<string, string>());
        await Healthy(port);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using StreamReader reader = new(stream, Encoding.ASCII);
        // Now the daemon waits for the body.
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await Terminate(process);
        // It takes no new connections any more, but waits for the rest of this request.
        while (await Accepts(port))
            await Task.Yield();
        Assert.False(process.HasExited);
        await stream.WriteAsync("Action=Get"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.StartsWith("\r\nHTTP/1.1 403", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task The_certificate_authority_is_made_once_and_named_for_aws()
    {
        ToolRun first = await Run("ca", "--data", Data);
        Assert.Equal((0, $"AWS_CA_BUNDLE={Data}/tls/ca.pem\n", ""), (first.ExitCode, first.Output, first.Errors));
        byte[] authority = await File.ReadAllBytesAsync(Path.Combine(Data, "tls", "ca.pem"), TestContext.Current.CancellationToken);
        Assert.Equal(first.Output, (await Run("ca", "--data", Data)).Output);
        Assert.Equal(authority, await File.ReadAllBytesAsync(Path.Combine(Data, "tls", "ca.pem"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<ToolRun> Run(params string[] arguments) => ToolRun.Of(DaemonProcess.Iamd(arguments));

    private static Task<ToolRun> Run(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        ProcessStartInfo start = DaemonProcess.Iamd(arguments);
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return ToolRun.Of(start);
    }

    private static Process Start(string[] options, int port, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = DaemonProcess.Iamd(["serve", "--urls", $"http://127.0.0.1:{port}", .. options]);
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("iamd did not start.");
    }

    private static Task<(ToolRun Run, string Endpoint)> ServeAndStop(string[] options) => ServeAndStop(options, new Dictionary<string, string>());

    private static async Task<(ToolRun Run, string Endpoint)> ServeAndStop(string[] options, IReadOnlyDictionary<string, string> variables)
    {
        int port = FreePort();
        using Process process = Start(options, port, variables);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await Healthy(port);
        await Terminate(process);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (new ToolRun(process.ExitCode, await output, await errors), $"http://127.0.0.1:{port}");
    }

    private static async Task Healthy(int port)
    {
        using HttpClient http = new();
        for (long until = Environment.TickCount64 + 60_000; Environment.TickCount64 < until;)
        {
            try
            {
                if ((await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz"))).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet: ask again at once.
            }
        }
        throw new TimeoutException("iamd serve did not become healthy.");
    }

    private static async Task Terminate(Process process)
    {
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    private static async Task<bool> Accepts(int port)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
