namespace Iamd.Tests.Clients;

/// <summary>The SDKs that people use, unchanged, against the built program.</summary>
public sealed class SdkTests
{
    [Fact]
    public async Task Boto3_drives_the_daemon()
    {
        await using TemporaryFolder folder = new();
        await using DaemonProcess daemon = await DaemonProcess.Start(folder.Path);
        string script = Path.Combine(Repository.Root, "tests/Iamd.Tests/python/conformance.py");
        (await ToolRun.Of(daemon.Tool("python3", script, daemon.Endpoint))).Succeeded();
    }

    [Fact]
    public async Task The_JavaScript_SDK_drives_the_daemon()
    {
        await using TemporaryFolder folder = new();
        await using DaemonProcess daemon = await DaemonProcess.Start(folder.Path);
        string script = Path.Combine(Repository.Root, "tests/Iamd.Tests/javascript/conformance.mjs");
        (await ToolRun.Of(daemon.Tool("node", script, daemon.Endpoint))).Succeeded();
    }
}
