using System.CommandLine;
using Iamd.Client;
using Iamd.Commands;

namespace Iamd.Shell;

/// <summary>Options of <c>iamd shell</c> and <c>iamd env</c>.</summary>
internal static class ShellOptions
{
    private static readonly Option<string> Endpoint = new("--endpoint")
    {
        Description = "Where the daemon answers [default: the daemon of the data folder].",
        HelpName = "URL",
    };

    private static readonly Option<string> ProfileFrom = new("--profile-from")
    {
        Description = "Takes the keys of this AWS profile of yours as the default profile, instead of root's from the data folder.",
        HelpName = "NAME",
    };

    public static void AddTo(Command command)
    {
        command.Options.Add(Endpoint);
        command.Options.Add(ProfileFrom);
        command.Options.Add(CommonOptions.Data);
    }

    /// <summary>The private settings that the command line asks for.</summary>
    public static async Task<PrivateAws> PrepareAsync(ParseResult parsed)
    {
        Keys? keys = null;
        if (parsed.GetValue(ProfileFrom) is string name)
        {
            CallerProfile? profile = await CallerProfile.FindAsync(name);
            keys = profile is { Roles: [] }
                ? profile.Keys
                : throw new CommandFailure($"The AWS profile '{name}' takes a role; name one with keys of its own.");
        }
        return PrivateAws.Prepare(CommonOptions.DataFolder(parsed), parsed.GetValue(Endpoint), keys);
    }
}
