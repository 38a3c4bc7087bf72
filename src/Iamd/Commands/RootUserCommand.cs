using System.CommandLine;
using System.Text.Json.Nodes;
using Iamd.Accounts;
using Iamd.Client;
using Iamd.Mfa;
using Iamd.Server;
using Iamd.Terminal;
using QRCoder;

namespace Iamd.Commands;

/// <summary><c>iamd root mfa enable|disable</c>: a second factor for the root user.</summary>
internal static class RootUserCommand
{
    private static readonly Option<string> Code1 = new("--code1") { Description = "Enables the device that 'aws iam create-virtual-mfa-device' made: the first of two codes that follow each other.", HelpName = "CODE" };

    private static readonly Option<string> Code2 = new("--code2") { Description = "The code after it.", HelpName = "CODE" };

    private static readonly Option<string> SeedFile = new("--seed-file")
    {
        Description = "Writes the seed in base 32 into this new file, readable by you alone, and computes the codes itself; needs no phone.",
        HelpName = "FILE",
    };

    public static Command Create() => new("root", "Manages the root user.")
    {
        new Command("mfa", "A second factor for the root user, which AWS sets up in its console only.") { CreateEnable(), CreateDisable() },
    };

    private static TaughtCommand CreateEnable()
    {
        TaughtCommand command = new("enable", "Makes root's virtual MFA device: shows a QR code for your phone and asks for two codes that follow each other.")
        {
            Examples =
            [
                new("iamd root mfa enable", "In 'iamd shell', as root: scan, type two codes, done."),
                new("iamd root mfa enable --seed-file root.seed", "Without a phone; keep the file where root's key is not."),
                new("iamd root mfa enable --code1 123456 --code2 654321", $"The device was made before, by 'aws iam create-virtual-mfa-device' with the name {CreateVirtualMFADevice.RootDeviceName}."),
            ],
        };
        command.Options.Add(SeedFile);
        command.Options.Add(Code1);
        command.Options.Add(Code2);
        ClientOptions.AddTo(command);
        command.SetAction((parsed, _) => EnableAsync(parsed));
        return command;
    }

    private static TaughtCommand CreateDisable()
    {
        TaughtCommand command = new("disable", "Removes root's MFA device.")
        {
            Examples = [new("iamd root mfa disable", "In 'iamd shell', as root.")],
        };
        ClientOptions.AddTo(command);
        command.SetAction((parsed, _) => DisableAsync(parsed));
        return command;
    }

    private static async Task<int> EnableAsync(ParseResult parsed)
    {
        string? seedFile = parsed.GetValue(SeedFile);
        (string? first, string? second) = (parsed.GetValue(Code1), parsed.GetValue(Code2));
        if ((first is null) != (second is null) || (first is not null && seedFile is not null))
            throw new CommandFailure("Give --code1 and --code2 together, or --seed-file, or none of them.");
        if (seedFile is not null && File.Exists(seedFile))
            throw new CommandFailure($"{seedFile} is there already; a seed is not written over another.");
        if (first is null && seedFile is null && Console.IsInputRedirected)
            throw new CommandFailure("There is no terminal to ask for codes at. Give --seed-file, or --code1 and --code2.");
        using AwsClient client = await ClientOptions.OpenAsync(parsed);
        RootDevice device = await RootDevice.OfAsync(client);
        if (first is null || second is null)
        {
            string seed = await device.CreateAsync();
            (first, second) = seedFile is null ? Ask(device, seed) : Compute(seedFile, seed);
        }
        await device.EnableAsync(first, second);
        Report(parsed, device, "enabled");
        return 0;
    }

    private static async Task<int> DisableAsync(ParseResult parsed)
    {
        using AwsClient client = await ClientOptions.OpenAsync(parsed);
        RootDevice device = await RootDevice.OfAsync(client);
        await device.DisableAsync();
        Report(parsed, device, "disabled");
        return 0;
    }

    private static (string Code1, string Code2) Compute(string seedFile, string seed)
    {
        try
        {
            PrivateFile.Write(seedFile, seed + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{seedFile} cannot be written: {exception.Message}", exception);
        }
        return RootDevice.CodesOf(seed, TimeProvider.System.GetUtcNow());
    }

    /// <summary>Shows the seed on standard error, which nobody redirects into a log by accident with the answer.</summary>
    private static (string Code1, string Code2) Ask(RootDevice device, string seed)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(device.UriOf(seed), QRCodeGenerator.ECCLevel.L);
        using AsciiQRCode code = new(data);
        Console.Error.WriteLine(code.GetGraphicSmall());
        Console.Error.WriteLine($"Scan this with your authenticator app, or type the seed: {seed}");
        return (Prompt.Code("A code"), Prompt.Code("The next code, half a minute later"));
    }

    private static void Report(ParseResult parsed, RootDevice device, string state)
    {
        if (OutputOption.IsJson(parsed))
            Screen.WriteJson(new JsonObject { ["serialNumber"] = device.SerialNumber, ["state"] = state });
        else
            Console.Out.WriteLine($"{device.SerialNumber} {state}");
    }
}
