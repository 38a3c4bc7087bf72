using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Iamd.Tests;

/// <summary>The built program, serving on a free loopback port until it is disposed of.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "iamd");

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private DaemonProcess(Process process, Task<string> output, Task<string> errors, string endpoint, string data)
    {
        _process = process;
        _output = output;
        _errors = errors;
        Endpoint = endpoint;
        Data = data;
        string[] lines = File.ReadAllLines(Path.Combine(data, "root-credentials"));
        RootAccessKeyId = ValueOf(lines, "aws_access_key_id");
        RootSecretAccessKey = ValueOf(lines, "aws_secret_access_key");
    }

    public string Endpoint { get; }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    public string RootAccessKeyId { get; }

    public string RootSecretAccessKey { get; }

    /// <summary>Starts a daemon on a data folder, with account 111122223333, and waits until it is healthy.</summary>
    public static async Task<DaemonProcess> Start(string data, params string[] options)
    {
        int port = FreePort();
        string endpoint = $"http://127.0.0.1:{port}";
        Process process = Process.Start(Iamd(["serve", "--urls", endpoint, "--data", data, "--account-id", "111122223333", .. options]))
            ?? throw new InvalidOperationException("iamd did not start.");
        Task<string> printed = process.StandardOutput.ReadToEndAsync();
        Task<string> complained = process.StandardError.ReadToEndAsync();
        using HttpClient http = new();
        while (true)
        {
            try
            {
                if ((await http.GetAsync(new Uri(endpoint + "/healthz"))).IsSuccessStatusCode)
                    return new DaemonProcess(process, printed, complained, endpoint, data);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not listening yet: ask again at once.
            }
            if (process.HasExited)
                throw new InvalidOperationException($"iamd serve ended with {process.ExitCode}: {await printed}{await complained}");
        }
    }

    /// <summary>An <c>iamd</c> command line, not started yet, with its streams redirected.</summary>
    public static ProcessStartInfo Iamd(params string[] arguments) => Redirected(Program, arguments);

    /// <summary>A tool pointed at this daemon as root: endpoint, region and keys in its environment, and none of the caller's.</summary>
    public ProcessStartInfo Tool(string program, params string[] arguments)
    {
        ProcessStartInfo start = Redirected(program, arguments);
        start.Environment["AWS_ACCESS_KEY_ID"] = RootAccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = RootSecretAccessKey;
        start.Environment["AWS_ENDPOINT_URL"] = Endpoint;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        return start;
    }

    /// <summary>Ends it as an operator would, by SIGTERM; answers all that it printed.</summary>
    public async Task<string> Stop()
    {
        if (!_process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
            await kill.WaitForExitAsync();
        }
        await _process.WaitForExitAsync();
        return await _output + await _errors;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process.Dispose();
    }

    private static ProcessStartInfo Redirected(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("IAMD_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        // Debian's aws and python3 before any other, where they are: they are what the test command installs.
        if (File.Exists("/usr/bin/aws"))
            start.Environment["PATH"] = "/usr/bin:/bin:" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private static string ValueOf(string[] lines, string key) =>
        lines.Select(line => line.Split('=', 2)).First(parts => parts[0].Trim() == key)[1].Trim();

    /// <summary>A TCP port that nobody uses at the moment.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
