using System.Diagnostics;
using System.Text.Json;

namespace Iamd.Tests.Clients;

/// <summary>The <c>aws</c> command with <c>--endpoint-url</c>; in <c>iamd shell</c> the documents drive it.</summary>
public sealed class AwsCommandTests
{
    [Fact]
    public async Task The_aws_command_works_with_an_endpoint_url()
    {
        await using TemporaryFolder folder = new();
        await using DaemonProcess daemon = await DaemonProcess.Start(folder.Path);

        JsonElement identity = JsonDocument.Parse((await Aws("sts", "get-caller-identity")).Succeeded()).RootElement;
        Assert.Equal("arn:aws:iam::111122223333:root", identity.GetProperty("Arn").GetString());

        (await Aws("iam", "create-user", "--user-name", "alice", "--path", "/staff/")).Succeeded();
        Assert.Equal("/staff/\talice\n", (await Aws("iam", "list-users", "--query", "Users[].[Path,UserName]", "--output", "text")).Succeeded());
        // Waiters ask until the thing is there.
        (await Aws("iam", "wait", "user-exists", "--user-name", "alice")).Succeeded();

        ToolRun missing = await Aws("iam", "get-user", "--user-name", "bob");
        Assert.NotEqual(0, missing.ExitCode);
        Assert.Equal(
            "An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name bob cannot be found.",
            missing.Errors.Trim());

        ToolRun elsewhere = await Aws("s3", "ls");
        Assert.NotEqual(0, elsewhere.ExitCode);
        Assert.Contains("iamd does not host the service s3", elsewhere.Errors, StringComparison.Ordinal);
        Assert.Contains("iamd simulate", elsewhere.Errors, StringComparison.Ordinal);

        Task<ToolRun> Aws(params string[] arguments)
        {
            ProcessStartInfo start = daemon.Tool("aws", ["--endpoint-url", daemon.Endpoint, .. arguments]);
            start.Environment.Remove("AWS_ENDPOINT_URL");
            return ToolRun.Of(start);
        }
    }

    [Fact]
    public async Task The_daemon_starts_and_answers_where_there_is_nothing_but_loopback()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/unshare"), "Only root can make a network namespace.");
        await using TemporaryFolder folder = new();
        string program = Path.Combine(AppContext.BaseDirectory, "iamd");
        // python3 stands for any client; what it needs to bring loopback up is one ioctl (SIOCSIFFLAGS).
        string client = $$"""
            import fcntl, socket, struct, subprocess, sys, time, urllib.request
            s = socket.socket(); fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 1))
            daemon = subprocess.Popen(["{{program}}", "serve", "--data", "{{folder.Path}}", "--account-id", "111122223333"])
            for _ in range(600):
                try: urllib.request.urlopen("http://127.0.0.1:4260/healthz"); break
                except OSError: time.sleep(0.05)
            out = subprocess.run(["{{program}}", "shell", "--data", "{{folder.Path}}", "--", "aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"], capture_output=True, text=True)
            daemon.terminate(); daemon.wait()
            print(out.stdout.strip(), out.stderr.strip())
            """;
        ProcessStartInfo start = DaemonProcess.Iamd();
        start.FileName = "/usr/bin/unshare";
        start.ArgumentList.Clear();
        foreach (string argument in (string[])["--net", "python3", "-c", client])
            start.ArgumentList.Add(argument);
        start.Environment["XDG_STATE_HOME"] = Path.Combine(folder.Path, "state");

        Assert.EndsWith("arn:aws:iam::111122223333:root", (await ToolRun.Of(start)).Succeeded().Trim(), StringComparison.Ordinal);
    }
}
