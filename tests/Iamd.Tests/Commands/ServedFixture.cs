using System.Diagnostics;
using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary>A daemon and a workplace with an <c>iamd shell</c> for it.</summary>
public sealed class ServedFixture : IAsyncLifetime
{
    private readonly Workplace _here = new();
    private DaemonProcess? _daemon;

    internal DaemonProcess Daemon => _daemon ?? throw new InvalidOperationException("The fixture is not initialized.");

    /// <summary>The folder that commands run in.</summary>
    public string Path => _here.Path;

    public async ValueTask InitializeAsync() => _daemon = await DaemonProcess.Start(System.IO.Path.Combine(_here.Path, "data"));

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await _here.DisposeAsync();
    }

    /// <summary>Writes a file.</summary>
    internal void With(string name, string text) => _here.With(name, text);

    /// <summary>A command line of iamd, not started yet.</summary>
    internal ProcessStartInfo Start(params string[] arguments) => _here.Start(arguments);

    /// <summary>Runs a line of bash in <c>iamd shell</c>.</summary>
    internal Task<ToolRun> Shell(string line) => ToolRun.Of(Start("shell", "--data", Daemon.Data, "--", "bash", "--norc", "-c", line));

    /// <summary>Runs lines of bash in <c>iamd shell</c> that must succeed.</summary>
    internal async Task<string> Done(string lines) => (await Shell($"set -e\n{lines}")).Succeeded();
}
