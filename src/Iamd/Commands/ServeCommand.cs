using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Iamd.Policy;
using Iamd.Server;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd serve</c>: runs the daemon until it is told to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = $"Addresses to listen on [default: {DaemonOptions.DefaultUrl}]. https:// without --tls-cert takes a certificate of the local CA (see 'iamd ca').",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> AccountIdOption = new("--account-id")
    {
        Description = "Number of the account that the first start creates [default: a random one].",
        HelpName = "12DIGITS",
    };

    private static readonly Option<string[]> Quota = new("--quota")
    {
        Description = "Sets a quota, for instance UsersPerAccount=20000; repeatable. It stays set until set again.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<bool> Ephemeral = new("--ephemeral") { Description = "Keeps nothing: all state is gone when the daemon stops." };

    private static readonly Option<bool> InsecureHttp = new("--insecure-http") { Description = "Allows plain HTTP on addresses other than loopback." };

    private static readonly Option<string> TlsCert = new("--tls-cert") { Description = "PEM file of the TLS certificate with its chain.", HelpName = "FILE" };

    private static readonly Option<string> TlsKey = new("--tls-key") { Description = "PEM file of the TLS certificate's private key.", HelpName = "FILE" };

    private static readonly Option<string[]> TrustedProxies = new("--trusted-proxies")
    {
        Description = "Addresses or networks (192.0.2.0/24) whose X-Forwarded-For and X-Forwarded-Proto count; repeatable.",
        HelpName = "NETWORK",
    };

    private static readonly Option<string> Config = new("--config")
    {
        Description = "File with these options as lines 'name = value'. Each is also read from its variable: IAMD_URLS, IAMD_DATA, IAMD_ACCOUNT_ID and so on.",
        HelpName = "FILE",
    };

    private static readonly Option[] InFile =
        [Urls, CommonOptions.Data, AccountIdOption, Quota, Ephemeral, InsecureHttp, TlsCert, TlsKey, TrustedProxies];

    public static Command Create()
    {
        TaughtCommand command = new("serve", "Runs the daemon: the IAM and STS APIs at one endpoint, for aws, every AWS SDK and Terraform.")
        {
            Examples =
            [
                new("iamd serve", $"At {DaemonOptions.DefaultUrl}; the first start makes an account and its root key."),
                new("iamd serve --account-id 111122223333 --data ./iam", "With this account, in this folder."),
                new("iamd serve --ephemeral --urls http://127.0.0.1:0", "For a test: a free port, and nothing stays."),
                new("iamd serve --urls https://0.0.0.0:4260", "For other machines; 'iamd ca' tells whom they must trust."),
            ],
        };
        foreach (Option option in InFile)
            command.Options.Add(option);
        command.Options.Add(Config);
        command.Options.Add(OutputOption.Instance);
        command.SetAction((parsed, _) => RunAsync(
            ReadOptions(Settings.Read(parsed, Environment.GetEnvironmentVariable, Config, InFile)),
            OutputOption.IsJson(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(DaemonOptions options, bool asJson)
    {
        TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using Daemon daemon = await Daemon.StartAsync(options, Console.Error, TimeProvider.System);
        if (asJson)
            Screen.WriteJson(Greeting.ToJson(daemon, options));
        else
            await Console.Out.WriteLineAsync(Greeting.Of(daemon, options, Console.IsOutputRedirected ? Audience.Log : Audience.Terminal));
        await stop.Task;
        // In-flight requests are finished before the daemon is disposed of.
        await daemon.StopAsync();
        return 0;

        void Stop(PosixSignalContext context)
        {
            // The second signal ends the program as it would any other.
            context.Cancel = stop.TrySetResult();
        }
    }

    private static DaemonOptions ReadOptions(Settings settings)
    {
        ImmutableArray<string> urls = settings.List(Urls);
        DaemonOptions options = new()
        {
            DataFolder = CommonOptions.DataFolder(settings.Text(CommonOptions.Data)),
            AccountId = ReadAccountId(settings.Text(AccountIdOption)),
            Quotas = [.. settings.List(Quota).Select(ReadQuota)],
            Ephemeral = settings.Switch(Ephemeral),
            InsecureHttp = settings.Switch(InsecureHttp),
            TlsCertificateFile = settings.Text(TlsCert),
            TlsKeyFile = settings.Text(TlsKey),
            TrustedProxies = [.. settings.List(TrustedProxies).Select(ReadNetwork)],
            RootKey = ReadRootKey(),
        };
        return urls.IsEmpty ? options : options with { Urls = urls };
    }

    private static AccountId? ReadAccountId(string? text)
    {
        if (text is null)
            return null;
        return AccountId.TryParse(text, out AccountId id)
            ? id
            : throw new StartFailure($"--account-id is '{text}', but an account id is 12 digits.");
    }

    private static KeyValuePair<string, int> ReadQuota(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (equals < 0
            || !int.TryParse(text.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            || Accounts.Quotas.Defaults.With(name, value) is null)
            throw new StartFailure($"--quota is '{text}', but must be NAME=VALUE, where NAME is one of {string.Join(", ", Accounts.Quotas.Defaults.Values.Keys)}.");
        return new(name, value);
    }

    private static IPNetwork ReadNetwork(string text)
    {
        if (IPAddress.TryParse(text, out IPAddress? address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out IPNetwork network)
            ? network
            : throw new StartFailure($"--trusted-proxies holds '{text}', which is neither an IP address nor a network such as 192.0.2.0/24.");
    }

    private static RootKey? ReadRootKey()
    {
        string? id = Environment.GetEnvironmentVariable("IAMD_ROOT_ACCESS_KEY_ID");
        string? secret = Environment.GetEnvironmentVariable("IAMD_ROOT_SECRET_ACCESS_KEY");
        if (string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret))
            return null;
        bool usable = id is { Length: >= 16 and <= 128 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !string.IsNullOrEmpty(secret);
        return usable
            ? new RootKey(id!, secret!) // Both were just seen to be there.
            : throw new StartFailure("IAMD_ROOT_ACCESS_KEY_ID must be 16 to 128 letters, digits and underscores, and IAMD_ROOT_SECRET_ACCESS_KEY must be set with it.");
    }
}
