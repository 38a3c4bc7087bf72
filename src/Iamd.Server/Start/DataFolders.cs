namespace Iamd.Server;

/// <summary>Where data folders are, and what stands in them besides the store.</summary>
public static class DataFolders
{
    /// <summary>Name of the file with the root access key, in the format of an AWS credentials file.</summary>
    public const string RootCredentialsFile = "root-credentials";

    /// <summary>Name of the file that says where the daemon that was last started here answers, such as <c>http://127.0.0.1:4260</c>.</summary>
    public const string EndpointFile = "endpoint";

    /// <summary><c>/var/lib/iamd</c> as root, else <c>$XDG_DATA_HOME/iamd</c>.</summary>
    /// <remarks>Filesystem Hierarchy Standard 3.0, section 5.8; XDG Base Directory Specification.</remarks>
    public static string Default
    {
        get
        {
            if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
                return "/var/lib/iamd";
            string? data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
            // The specification says that a relative path there is to be ignored.
            string root = Path.IsPathRooted(data)
                ? data
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
            return Path.Combine(root, "iamd");
        }
    }
}
