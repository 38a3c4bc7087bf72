using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Iamd.Server;

namespace Iamd.Commands;

/// <summary>Who reads what the daemon says when it starts.</summary>
internal enum Audience
{
    /// <summary>A person: may see the new root key, once.</summary>
    Terminal,

    /// <summary>A file or a journal: must not hold the root key.</summary>
    Log,
}

/// <summary>What <c>iamd serve</c> says when it is ready.</summary>
internal static class Greeting
{
    public static string Of(Daemon daemon, DaemonOptions options, Audience audience)
    {
        StringBuilder text = new();
        text.AppendLine($"iamd {Version}");
        foreach (string endpoint in daemon.Endpoints)
            text.AppendLine($"  endpoint  {endpoint}");
        text.AppendLine($"  account   {daemon.AccountId}{(daemon.CreatedRootKey is null ? "" : " (new)")}");
        text.AppendLine($"  data      {(options.Ephemeral ? "in memory only (--ephemeral)" : options.DataFolder)}");
        text.AppendLine($"  root key  {daemon.RootCredentialsFile}");
        if (daemon.AuthorityFile is string authority)
            text.AppendLine($"  trust     AWS_CA_BUNDLE={authority}");
        if (daemon.CreatedRootKey is RootKey key && audience == Audience.Terminal)
        {
            text.AppendLine();
            text.AppendLine("The root key, shown this once:");
            text.AppendLine($"  AWS_ACCESS_KEY_ID={key.AccessKeyId}");
            text.AppendLine($"  AWS_SECRET_ACCESS_KEY={key.SecretAccessKey}");
        }
        text.AppendLine();
        text.AppendLine($"Next, in another terminal: {ProgramName} shell{DataOption(daemon)}   and there: aws sts get-caller-identity");
        text.Append(options.Ephemeral ? "Ctrl-C stops, and the data goes." : "Ctrl-C stops; the data stays.");
        return text.ToString();
    }

    /// <summary>The same for programs; never the root key.</summary>
    public static JsonObject ToJson(Daemon daemon, DaemonOptions options) => new()
    {
        ["version"] = Version,
        ["endpoints"] = new JsonArray([.. daemon.Endpoints.Select(endpoint => (JsonNode)endpoint)]),
        ["account"] = daemon.AccountId.ToString(),
        ["isNewAccount"] = daemon.CreatedRootKey is not null,
        ["isEphemeral"] = options.Ephemeral,
        ["dataFolder"] = FolderOf(daemon),
        ["rootCredentials"] = daemon.RootCredentialsFile,
    };

    private static string Version =>
        typeof(Greeting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>The data folder; of an ephemeral daemon the temporary one.</summary>
    private static string FolderOf(Daemon daemon) => Path.GetDirectoryName(daemon.RootCredentialsFile) ?? "";

    /// <summary>What leads another command to this daemon; nothing when it is where every command looks.</summary>
    private static string DataOption(Daemon daemon) =>
        FolderOf(daemon) == CommonOptions.DataFolder(given: null) ? "" : $" --data {FolderOf(daemon)}";

    /// <summary>How this program is called: by its name when the shell finds it, else by its path.</summary>
    private static string ProgramName
    {
        get
        {
            string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
            bool found = folders.Any(folder => File.Exists(Path.Combine(folder, "iamd")));
            return !found && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "iamd" ? Environment.ProcessPath! : "iamd"; // Its name was just read.
        }
    }
}
