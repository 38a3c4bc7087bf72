using System.CommandLine;
using Iamd.Server;

namespace Iamd.Commands;

/// <summary><c>iamd ca</c>: prints the line that lets AWS clients trust the local certificate authority.</summary>
internal static class CaCommand
{
    public static Command Create()
    {
        Command command = new("ca", "Prints the AWS_CA_BUNDLE line with which aws and the SDKs trust this daemon's own certificate authority.")
        {
            CommonOptions.Data,
        };
        command.SetAction(parsed => Console.Out.WriteLine($"AWS_CA_BUNDLE={LocalAuthority.Open(CommonOptions.DataFolder(parsed), TimeProvider.System).CertificateFile}"));
        return command;
    }
}
