using System.CommandLine;

namespace Iamd.Terminal;

/// <summary><c>--output</c>: what a command prints its answer as.</summary>
internal static class OutputOption
{
    private const string Text = "text";
    private const string Json = "json";

    /// <summary>The option of commands that print for people unless told otherwise.</summary>
    public static readonly Option<string> Instance = Create();

    /// <summary>The option of commands that print nothing but JSON.</summary>
    public static readonly Option<string> OnlyJson = CreateOnlyJson();

    /// <summary>Whether JSON is asked for.</summary>
    public static bool IsJson(ParseResult parsed) => parsed.GetValue(Instance) == Json;

    private static Option<string> Create()
    {
        Option<string> option = new("--output")
        {
            Description = "What to print: text for people, json for programs.",
            DefaultValueFactory = _ => Text,
        };
        return option.AcceptOnlyFromAmong(Text, Json);
    }

    private static Option<string> CreateOnlyJson()
    {
        Option<string> option = new("--output") { Description = "The answer is always JSON.", DefaultValueFactory = _ => Json };
        return option.AcceptOnlyFromAmong(Json);
    }
}
