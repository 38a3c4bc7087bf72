using System.Diagnostics;
using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary>A folder with files to run commands in.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    /// <summary>Writes a file.</summary>
    public Workplace With(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    /// <summary>Runs <c>iamd</c> here; what it keeps for its user stays here too.</summary>
    public Task<ToolRun> Iamd(params string[] arguments) => ToolRun.Of(Start(arguments));

    /// <summary>Runs <c>iamd</c> here with something on standard input.</summary>
    public Task<ToolRun> IamdReading(string input, params string[] arguments) => ToolRun.Of(Start(arguments), input);

    public ProcessStartInfo Start(params string[] arguments)
    {
        ProcessStartInfo start = DaemonProcess.Iamd(arguments);
        start.WorkingDirectory = Path;
        start.Environment["XDG_STATE_HOME"] = System.IO.Path.Combine(Path, "state");
        start.Environment["HOME"] = Path;
        return start;
    }
}
