using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Iamd.Terminal;

/// <summary>What commands print.</summary>
internal static class Screen
{
    /// <summary>Wider than any line: a file must not hold folded ones, and a terminal folds them so that an ARN can still be copied.</summary>
    private const int Unfolded = 100_000;

    // The answer is read by programs and people, not by browsers.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Standard output with colours and trees: plain where it is no terminal.</summary>
    public static IAnsiConsole Out { get; } = Open();

    /// <summary>Prints a JSON value, indented.</summary>
    public static void WriteJson(JsonNode value) => Console.Out.WriteLine(value.ToJsonString(Indented));

    private static IAnsiConsole Open()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Unfolded;
        if (Console.IsOutputRedirected)
            console.Profile.Capabilities.Ansi = false;
        return console;
    }
}
