using System.CommandLine;
using Iamd.Server;

namespace Iamd.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The data folder.</summary>
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Folder that holds all state [default: /var/lib/iamd as root, else ~/.local/share/iamd].",
        HelpName = "DIR",
    };

    /// <summary>The data folder as an absolute path.</summary>
    public static string DataFolder(string? given) => Path.GetFullPath(given ?? DataFolders.Default);

    /// <summary>The data folder of a command without a configuration file.</summary>
    public static string DataFolder(ParseResult parsed)
    {
        string? variable = Environment.GetEnvironmentVariable(Settings.VariableOf(Data));
        return DataFolder(parsed.GetValue(Data) ?? (string.IsNullOrEmpty(variable) ? null : variable));
    }
}
