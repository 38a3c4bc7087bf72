using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Iamd.Shell;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd shell</c>: a shell in which <c>aws</c> cannot reach the real AWS by accident.</summary>
internal static class ShellCommand
{
    private static readonly Argument<string[]> Run = new("COMMAND")
    {
        Description = "A command to run instead of a shell; write it after '--'.",
        Arity = ArgumentArity.ZeroOrMore,
        CaptureRemainingTokens = true,
    };

    public static Command Create()
    {
        TaughtCommand command = new("shell", "Opens a shell in which aws talks to this daemon and cannot reach the real AWS by accident.")
        {
            Examples =
            [
                new("iamd shell", "As root, with the key of the data folder; 'exit' leaves it."),
                new("iamd shell -- aws sts get-caller-identity", "Runs one command; its exit status is passed on."),
                new("iamd shell --endpoint https://iam.example.net:4260 --profile-from work", "At a daemon elsewhere, with keys of your own."),
            ],
            Notes = "Profiles that you add inside ('aws configure set … --profile alice') are there the next time.\nIn scripts, 'eval \"$(iamd env)\"' does the same.",
        };
        command.Arguments.Add(Run);
        ShellOptions.AddTo(command);
        command.SetAction(async (parsed, _) => await RunAsync(await ShellOptions.PrepareAsync(parsed), parsed.GetValue(Run) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(PrivateAws settings, string[] command)
    {
        if (OperatingSystem.IsWindows())
            throw new CommandFailure("'iamd shell' needs a POSIX system; set what 'iamd env' prints instead.");
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith(PrivateAws.Prefix, StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in settings.Variables)
            start.Environment[name] = value;
        start.Environment["PATH"] = $"{settings.Programs}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        if (command.Length == 0)
        {
            command = Interactive.Command(settings, start.Environment);
            await Console.Error.WriteLineAsync($"In this shell, aws talks to {settings.Endpoint.GetLeftPart(UriPartial.Authority)} only. Try: aws sts get-caller-identity. 'exit' leaves it.");
        }
        // The command is looked up in the new PATH, not in this program's.
        foreach (string word in (string[])["-c", "exec \"$@\"", "iamd shell", .. command])
            start.ArgumentList.Add(word);
        // What is typed to stop the command is for the command.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => context.Cancel = true);
        using Process process = Process.Start(start) ?? throw new CommandFailure("The shell did not start.");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
