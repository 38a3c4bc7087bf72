using Iamd.Server;

namespace Iamd.Shell;

/// <summary>Small scripts that go before the programs of the same name.</summary>
internal static class ProgramFile
{
    private const UnixFileMode OwnerRuns = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>A port where nobody listens: the proxy of calls that would go elsewhere.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    /// <summary>Writes <c>aws</c>, bound to the daemon, and <c>iamd</c>, this very program.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="endpoint">The daemon.</param>
    /// <param name="home">Where <c>aws</c> keeps the credentials of roles that it took.</param>
    public static void WriteAll(string folder, Uri endpoint, string home)
    {
        // Older versions do not read AWS_ENDPOINT_URL, and the newest do not for every service; what goes elsewhere all the same
        // meets a proxy that is not there. The credentials of roles are kept by the role's ARN below the home folder, those of
        // the real AWS among them.
        Write(folder, "aws", Find("aws", except: folder) is string aws
            ? $$"""
              export HTTPS_PROXY={{Nowhere}} https_proxy={{Nowhere}} NO_PROXY={{Words.Quote(endpoint.Host)}} no_proxy={{Words.Quote(endpoint.Host)}}
              export PYTHONUSERBASE="${PYTHONUSERBASE:-$HOME/.local}" HOME={{Words.Quote(home)}}
              exec {{Words.Quote(aws)}} --endpoint-url "${AWS_ENDPOINT_URL:?is not set}" "$@"
              """
            : "echo \"aws is not installed: on Debian, apt install awscli\" >&2; exit 127");
        Write(folder, "iamd", $"exec {Itself} \"$@\"");
    }

    /// <summary>How this program was started: by its own name, or by <c>dotnet</c>.</summary>
    private static string Itself
    {
        get
        {
            string program = Environment.ProcessPath ?? "iamd";
            return Path.GetFileNameWithoutExtension(program) == "dotnet"
                ? $"{Words.Quote(program)} {Words.Quote(Path.Combine(AppContext.BaseDirectory, "iamd.dll"))}"
                : Words.Quote(program);
        }
    }

    private static void Write(string folder, string name, string line)
    {
        string file = Path.Combine(folder, name);
        PrivateFile.Write(file, $"#!/bin/sh\n# Made by iamd shell.\n{line}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnerRuns);
    }

    private static string? Find(string name, string except) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            // The settings of another data folder have their own aws.
            .Where(folder => Path.GetDirectoryName(Path.GetDirectoryName(folder)) != Path.GetDirectoryName(Path.GetDirectoryName(except)))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
