using System.CommandLine;
using Iamd.Commands;
using Iamd.Server;

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
            CaCommand.Create(),
        };
        InvocationConfiguration configuration = new()
        {
            // What the operator can mend is said in one line below; anything else is a bug, and shows itself whole.
            EnableDefaultExceptionHandler = false,
            // The daemon ends by its own rules, not by a time limit of the parser's.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (StartFailure failure)
        {
            await Console.Error.WriteLineAsync($"iamd: {failure.Message}");
            return Failed;
        }
    }
}
