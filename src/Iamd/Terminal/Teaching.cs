using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Iamd.Terminal;

/// <summary>A line to type and what it does.</summary>
internal sealed record Example(string Line, string Purpose);

/// <summary>A command whose help ends in examples and notes.</summary>
internal sealed class TaughtCommand(string name, string description) : Command(name, description)
{
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>What else to know, such as the exit status; empty for nothing.</summary>
    public string Notes { get; init; } = "";
}

/// <summary>Help that shows examples.</summary>
internal static class Teaching
{
    /// <summary>Lets the help of a program show the examples of its commands.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
            if (option.Action is HelpAction help)
                option.Action = new TeachingHelp(help);
    }

    /// <summary>How a command is called, such as <c>iamd root mfa enable</c>.</summary>
    public static string PathOf(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "iamd" : $"{PathOf(parent)} {command.Name}";
    }

    private sealed class TeachingHelp(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => help.ClearsParseErrors;

        public override int Invoke(ParseResult parseResult)
        {
            int status = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is not TaughtCommand command)
                return status;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            if (!command.Examples.IsEmpty)
                output.WriteLine("Examples:");
            foreach (Example example in command.Examples)
            {
                output.WriteLine($"  {example.Line}");
                output.WriteLine($"      {example.Purpose}");
            }
            if (command.Notes.Length > 0)
            {
                output.WriteLine();
                output.WriteLine(command.Notes);
            }
            return status;
        }
    }
}
