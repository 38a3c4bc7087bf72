using Iamd.Server;

namespace Iamd.Shell;

/// <summary>Small scripts that go before the programs of the same name.</summary>
internal static class ProgramFile
{
    /// <summary>A port on which nothing listens (discard).</summary>
    private const string DeadEnd = "http://127.0.0.1:9";

    private const UnixFileMode OwnerRuns = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Writes <c>aws</c>, bound to the daemon, and <c>iamd</c>, this very program.</summary>
    /// <param name="models">Folder with <see cref="StsEndpoint"/>.</param>
    public static void WriteAll(string folder, string models, Uri endpoint)
    {
        // Older versions do not read AWS_ENDPOINT_URL, and the newest do not for every service. Where a profile has a role, older
        // ones call STS without --endpoint-url too: their model of STS leads to the daemon. What still goes to AWS, over
        // TLS, meets a proxy that is not there (unless the daemon is reached over TLS itself).
        Write(folder, "aws", Find("aws", except: folder) is string aws
            ? $"AWS_DATA_PATH={Words.Quote(models)} {(endpoint.Scheme == Uri.UriSchemeHttp ? $"HTTPS_PROXY={DeadEnd} https_proxy={DeadEnd} " : "")}\\\n"
                + $"exec {Words.Quote(aws)} --endpoint-url \"${{AWS_ENDPOINT_URL:?is not set}}\" \"$@\""
            : "echo \"aws is not installed: on Debian, apt install awscli\" >&2; exit 127");
        Write(folder, "iamd", $"exec {Itself} \"$@\"");
    }

    /// <summary>Where the AWS command looks for its model of the endpoints of STS, within a folder of models.</summary>
    public const string StsEndpoint = "sts/2011-06-15/endpoint-rule-set-1.json";

    /// <summary>The endpoint rules of STS with one rule: the daemon.</summary>
    public static string StsEndpointRules(Uri endpoint) => $$"""
        { "version": "1.0",
          "parameters": { "Region": { "builtIn": "AWS::Region", "required": false, "documentation": "The region.", "type": "String" } },
          "rules": [ { "conditions": [], "type": "endpoint", "endpoint": { "url": "{{endpoint.GetLeftPart(UriPartial.Authority)}}", "headers": {},
            "properties": { "authSchemes": [ { "name": "sigv4", "signingName": "sts", "signingRegion": "us-east-1" } ] } } } ] }
        """;

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
