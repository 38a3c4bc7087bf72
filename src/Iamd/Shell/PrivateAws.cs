using System.Security.Cryptography;
using System.Text;
using Iamd.Client;
using Iamd.Server;

namespace Iamd.Shell;

/// <summary>
/// AWS settings of one's own for one daemon: configuration and credentials files, and an <c>aws</c> that goes nowhere else.
/// They stay from one shell to the next, so that profiles made in one are there in the other.
/// </summary>
/// <remarks>AWS SDKs and Tools Reference Guide, "Settings reference".</remarks>
internal sealed record PrivateAws(string Folder, string DataFolder, Uri Endpoint, string? CertificateFile)
{
    private const string Region = "us-east-1";

    /// <summary>Names of variables that an AWS client reads all begin so.</summary>
    public const string Prefix = "AWS_";

    private string ConfigFile => Path.Combine(Folder, "config");

    private string CredentialsFile => Path.Combine(Folder, "credentials");

    /// <summary>Folder with the commands that go before all others.</summary>
    public string Programs => Path.Combine(Folder, "bin");

    /// <summary>Folder with <see cref="EndpointRules"/>.</summary>
    private string Models => Path.Combine(Folder, "models");

    /// <summary>The variables that lead AWS clients to the daemon, in the order to print them; <c>PATH</c> aside.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables
    {
        get
        {
            yield return new("AWS_CONFIG_FILE", ConfigFile);
            yield return new("AWS_SHARED_CREDENTIALS_FILE", CredentialsFile);
            yield return new("AWS_REGION", Region);
            yield return new("AWS_DEFAULT_REGION", Region);
            yield return new("AWS_ENDPOINT_URL", Endpoint.GetLeftPart(UriPartial.Authority));
            yield return new("AWS_DATA_PATH", Models);
            if (CertificateFile is not null)
                yield return new("AWS_CA_BUNDLE", CertificateFile);
            yield return new("AWS_EC2_METADATA_DISABLED", "true");
            yield return new("AWS_PAGER", "");
            yield return new("IAMD_DATA", DataFolder);
            // A proxy is for the world outside.
            if (Endpoint.IsLoopback)
                foreach (string name in (string[])["NO_PROXY", "no_proxy"])
                    yield return new(name, Environment.GetEnvironmentVariable(name) is { Length: > 0 } others ? $"{Endpoint.Host},{others}" : Endpoint.Host);
        }
    }

    /// <summary>Makes the settings, or finds them as they were left.</summary>
    /// <param name="endpoint">As it was given; null for the daemon of the data folder.</param>
    /// <param name="from">Whose keys are the default profile; null for root's, from the data folder.</param>
    /// <exception cref="CommandFailure">There is no key, or no place to keep the settings.</exception>
    public static PrivateAws Prepare(string dataFolder, string? endpoint, Keys? from)
    {
        Uri address = endpoint is null ? Endpoints.OfDaemon(dataFolder) : Endpoints.Parse(endpoint);
        Keys keys = from ?? ReadRootKey(dataFolder);
        PrivateAws settings = new(FolderFor(dataFolder), dataFolder, address, Endpoints.CertificateFiles(address, dataFolder).FirstOrDefault());
        try
        {
            settings.Write(keys);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The private AWS settings cannot be kept in {settings.Folder} ({exception.Message}). Set XDG_STATE_HOME to a folder of yours.", exception);
        }
        return settings;
    }

    /// <summary>Outside of the data folder: what a person does with keys is not the daemon's state, and not in its backups.</summary>
    /// <remarks>XDG Base Directory Specification, <c>XDG_STATE_HOME</c>.</remarks>
    private static string FolderFor(string dataFolder)
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        string root = Path.IsPathRooted(state)
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)).AsSpan(0, 4));
        return Path.Combine(root, "iamd", $"shell-{name}");
    }

    private void Write(Keys keys)
    {
        string origin = Path.Combine(Folder, "origin");
        // Another account's settings are of no use, and its keys might mislead.
        if (Directory.Exists(Folder) && !(File.Exists(origin) && File.ReadAllText(origin) == keys.AccessKeyId))
            Directory.Delete(Folder, recursive: true);
        PrivateFile.CreateFolder(Folder);
        PrivateFile.CreateFolder(Programs);
        if (!File.Exists(origin))
        {
            string token = keys.SessionToken is null ? "" : $"aws_session_token = {keys.SessionToken}\n";
            PrivateFile.Write(CredentialsFile, $"[default]\naws_access_key_id = {keys.AccessKeyId}\naws_secret_access_key = {keys.SecretAccessKey}\n{token}");
            PrivateFile.Write(ConfigFile, $"[default]\nregion = {Region}\noutput = json\n");
            PrivateFile.Write(origin, keys.AccessKeyId);
        }
        EndpointRules.WriteAll(Models, Endpoint);
        string home = Path.Combine(Folder, "home");
        PrivateFile.CreateFolder(home);
        ProgramFile.WriteAll(Programs, Endpoint, home);
    }

    private static Keys ReadRootKey(string dataFolder)
    {
        string file = Path.Combine(dataFolder, DataFolders.RootCredentialsFile);
        try
        {
            Dictionary<string, string> values = File.ReadLines(file)
                .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
                .Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
            if (values.TryGetValue("aws_access_key_id", out string? id) && values.TryGetValue("aws_secret_access_key", out string? secret))
                return new Keys(id, secret, null);
            throw new CommandFailure($"{file} holds no access key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                $"Root's key cannot be read from {file}. Start the daemon with 'iamd serve', name its folder with --data, or take your own keys with --profile-from.",
                exception);
        }
    }
}
