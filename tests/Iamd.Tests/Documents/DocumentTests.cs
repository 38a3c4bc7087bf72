using System.Diagnostics;

namespace Iamd.Tests.Documents;

/// <summary>
/// Runs what the documents tell a newcomer to type, in <c>iamd shell</c> against a daemon of its own, and compares every output.
/// With <c>IAMD_UPDATE_DOCS=1</c> the outputs are written into the documents instead.
/// </summary>
public sealed class DocumentTests
{
    private const string EndOfOutput = "--- end of output ---";

    [Theory]
    [InlineData("docs/tutorial.md")]
    [InlineData("docs/cli.md")]
    [InlineData("README.md")]
    public async Task Every_command_prints_what_the_document_shows(string document)
    {
        string path = Path.Combine(Repository.Root, document);
        ConsoleDocument text = ConsoleDocument.Read(path);
        Assert.NotEmpty(text.Steps);
        List<string> outputs = await Run(text.Steps);
        if (Environment.GetEnvironmentVariable("IAMD_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, text.With(outputs), TestContext.Current.CancellationToken);
            return;
        }
        Assert.Multiple([.. text.Steps.Zip(outputs, (step, output) => new Action(() =>
            Assert.True(
                ConsoleDocument.Normalized(step.Output) == ConsoleDocument.Normalized(output),
                $"{document}:{step.Line}: {step.Command}\n--- the document says\n{step.Output}\n--- it prints\n{output}")))]);
    }

    private static async Task<List<string>> Run(List<Step> steps)
    {
        string folder = Directory.CreateTempSubdirectory("iamd-docs-").FullName;
        try
        {
            await using DaemonProcess daemon = await DaemonProcess.Start(Path.Combine(folder, "data"));
            string work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
            ProcessStartInfo start = DaemonProcess.Iamd("shell", "--data", daemon.Data, "--", "bash", "--norc", "--noprofile");
            start.WorkingDirectory = work;
            start.Environment["XDG_STATE_HOME"] = Path.Combine(folder, "state");
            using Process bash = Process.Start(start) ?? throw new InvalidOperationException("iamd shell did not start.");
            List<string> outputs = [];
            foreach (Step step in steps)
            {
                await bash.StandardInput.WriteAsync($"{{ {step.Command}\n}} 2>&1 </dev/null\necho '{EndOfOutput}'\n");
                await bash.StandardInput.FlushAsync();
                List<string> lines = [];
                while (await bash.StandardOutput.ReadLineAsync() is string line && line != EndOfOutput)
                    lines.Add(line);
                outputs.Add(string.Join('\n', lines).Trim('\n'));
            }
            bash.StandardInput.Close();
            await bash.WaitForExitAsync();
            return outputs;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
