using System.Diagnostics;

namespace Iamd.Tests.Clients;

public sealed class FullDiskTests
{
    [Fact]
    public async Task On_a_full_disk_changing_calls_fail_reads_go_on_and_nothing_is_lost()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a small disk.");
        await using TemporaryFolder folder = new();
        ToolRun mounted = await ToolRun.Of(Program("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.Path));
        Assert.SkipUnless(mounted.ExitCode == 0, $"A small disk cannot be mounted here: {mounted.Errors}");
        try
        {
            await using (DaemonProcess daemon = await DaemonProcess.Start(folder.Path))
            {
                await Create(daemon, "alice");
                string filler = Path.Combine(folder.Path, "filler");
                await FillAsync(filler);

                // What still fits into the log is taken; then calls that change something fail with 503.
                string script = """
                    import boto3, botocore.exceptions, sys
                    from botocore.config import Config
                    iam = boto3.client("iam", endpoint_url=sys.argv[1], config=Config(retries={"max_attempts": 1}))
                    created = 0
                    try:
                        while created < 5000:
                            iam.create_user(UserName="u%d" % created)
                            created += 1
                        sys.exit("the disk did not fill")
                    except botocore.exceptions.ClientError as e:
                        assert e.response["ResponseMetadata"]["HTTPStatusCode"] == 503, e.response
                    assert iam.get_user(UserName="alice")["User"]["UserName"] == "alice"
                    print(created)
                    """;
                string created = (await ToolRun.Of(daemon.Tool("python3", "-c", script, daemon.Endpoint))).Succeeded().Trim();

                File.Delete(filler);
                await Create(daemon, "bob");
                Assert.Equal($"{int.Parse(created) + 2}\n", await CountAsync(daemon));
            }
            await using DaemonProcess again = await DaemonProcess.Start(folder.Path);
            Assert.Contains("bob", (await ToolRun.Of(again.Tool("aws", "--endpoint-url", again.Endpoint, "iam", "list-users", "--query", "Users[].UserName", "--output", "text"))).Succeeded(), StringComparison.Ordinal);
        }
        finally
        {
            (await ToolRun.Of(Program("umount", folder.Path))).Succeeded();
        }
    }

    private static async Task FillAsync(string file)
    {
        await using FileStream stream = File.Create(file);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                await stream.WriteAsync(block);
                await stream.FlushAsync();
            }
        }
        catch (IOException)
        {
            // The disk is full now: that was the aim.
        }
    }

    private static async Task Create(DaemonProcess daemon, string name) =>
        (await ToolRun.Of(daemon.Tool("aws", "--endpoint-url", daemon.Endpoint, "iam", "create-user", "--user-name", name))).Succeeded();

    private static async Task<string> CountAsync(DaemonProcess daemon) =>
        (await ToolRun.Of(daemon.Tool("aws", "--endpoint-url", daemon.Endpoint, "iam", "list-users", "--query", "length(Users)"))).Succeeded();

    private static ProcessStartInfo Program(string program, params string[] arguments)
    {
        ProcessStartInfo start = DaemonProcess.Iamd(arguments);
        start.FileName = program;
        return start;
    }
}
