using System.CommandLine;
using System.Text.Json.Nodes;
using Iamd.Server;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd ca</c>: prints the line that lets AWS clients trust the local certificate authority.</summary>
internal static class CaCommand
{
    private const string Variable = "AWS_CA_BUNDLE";

    public static Command Create()
    {
        TaughtCommand command = new("ca", "Prints the AWS_CA_BUNDLE line with which aws and the SDKs trust this daemon's own certificate authority.")
        {
            Examples = [new("export $(iamd ca)", "From now on, aws trusts https://localhost:4260.")],
        };
        command.Options.Add(CommonOptions.Data);
        command.Options.Add(OutputOption.Instance);
        command.SetAction(parsed => Print(LocalAuthority.Open(CommonOptions.DataFolder(parsed), TimeProvider.System).CertificateFile, OutputOption.IsJson(parsed)));
        return command;
    }

    private static void Print(string certificateFile, bool asJson)
    {
        if (asJson)
            Screen.WriteJson(new JsonObject { [Variable] = certificateFile });
        else
            Console.Out.WriteLine($"{Variable}={certificateFile}");
    }
}
