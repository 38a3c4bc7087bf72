using System.CommandLine;
using System.CommandLine.Invocation;
using Iamd.Commands;
using Iamd.Server;
using Iamd.Terminal;

namespace Iamd;

/// <summary>The command line: every command is a thin call into a room below.</summary>
internal static class Cli
{
    /// <summary>Exit status of a command that could not do its work.</summary>
    public const int Failed = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = new("iamd: AWS-style identity and access management that you run yourself.")
        {
            ServeCommand.Create(),
            ShellCommand.Create(),
            EnvCommand.Create(),
            IdCommand.Create(),
            SimulateCommand.Create(),
            ValidateCommand.Create(),
            EvaluateCommand.Create(),
            RootUserCommand.Create(),
            CaCommand.Create(),
            CompletionCommand.Create(),
        };
        Teaching.AddTo(root);
        InvocationConfiguration configuration = new()
        {
            // What the operator can mend is said in one line below; anything else is a bug, and shows itself whole.
            EnableDefaultExceptionHandler = false,
            // The daemon ends by its own rules, not by a time limit of the parser's.
            ProcessTerminationTimeout = null,
        };
        try
        {
            // Whoever types the bare name wants to know what there is.
            ParseResult parsed = root.Parse(args is [] ? ["--help"] : args);
            if (parsed.Action is not ParseErrorAction)
                return await parsed.InvokeAsync(configuration);
            return Refuse(parsed);
        }
        catch (Exception failure) when (failure is StartFailure or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"iamd: {failure.Message}");
            return Failed;
        }
        catch (CommandFailure failure)
        {
            await Console.Error.WriteLineAsync($"iamd: {failure.Message}");
            return CommandFailure.Status;
        }
    }

    /// <summary>Says what is wrong with a command line, in one line each, and where the help is.</summary>
    private static int Refuse(ParseResult parsed)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            Console.Error.WriteLine($"iamd: {OnOneLine(error.Message)}");
        Console.Error.WriteLine($"Try '{Teaching.PathOf(parsed.CommandResult.Command)} --help'.");
        return CommandFailure.Status;
    }

    private static string OnOneLine(string message) =>
        string.Join(' ', message.Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
