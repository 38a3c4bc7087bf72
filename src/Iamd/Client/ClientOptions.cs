using System.CommandLine;
using Iamd.Commands;
using Iamd.Terminal;

namespace Iamd.Client;

/// <summary>Options of the commands that ask a daemon.</summary>
internal static class ClientOptions
{
    public static readonly Option<string> Endpoint = new("--endpoint")
    {
        Description = "Where the daemon answers [default: AWS_ENDPOINT_URL, the profile's endpoint_url, else the daemon of the data folder].",
        HelpName = "URL",
    };

    public static readonly Option<string> Profile = new("--profile")
    {
        Description = "AWS profile to sign with [default: the keys in AWS_ variables, else AWS_PROFILE, else 'default'].",
        HelpName = "NAME",
    };

    /// <summary>Adds all options of a client to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Endpoint);
        command.Options.Add(Profile);
        command.Options.Add(CommonOptions.Data);
        command.Options.Add(OutputOption.Instance);
    }

    /// <summary>Opens a client as the command line says.</summary>
    /// <exception cref="CommandFailure">There are no credentials, or a setting cannot be understood.</exception>
    public static Task<AwsClient> OpenAsync(ParseResult parsed) =>
        AwsClient.OpenAsync(CommonOptions.DataFolder(parsed), parsed.GetValue(Endpoint), parsed.GetValue(Profile));
}
