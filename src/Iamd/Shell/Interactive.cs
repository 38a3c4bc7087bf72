using Iamd.Server;

namespace Iamd.Shell;

/// <summary>A person's own shell, in which AWS clients talk to the daemon whatever that shell's start files set.</summary>
internal static class Interactive
{
    private const string Fallback = "/bin/sh";

    /// <summary>Command line of the shell, with its start file written.</summary>
    public static string[] Command(PrivateAws settings, IDictionary<string, string?> environment)
    {
        string shell = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } own && File.Exists(own) ? own : Fallback;
        switch (Path.GetFileName(shell))
        {
            case "bash":
                string bash = Write(settings, "bashrc", $"[ ! -f ~/.bashrc ] || . ~/.bashrc\nunset ${{!{PrivateAws.Prefix}@}}\n{Exports(settings)}PS1=\"(iamd) $PS1\"\n");
                return [shell, "--rcfile", bash];
            case "zsh":
                Write(settings, ".zshrc", $"unset ZDOTDIR\n[ ! -f ~/.zshrc ] || . ~/.zshrc\nunset -m '{PrivateAws.Prefix}*'\n{Exports(settings)}PS1=\"(iamd) $PS1\"\n");
                environment["ZDOTDIR"] = settings.Folder;
                return [shell];
            case "fish":
                string fish = Write(settings, "config.fish", $"for name in (set -xn | string match '{PrivateAws.Prefix}*'); set -e $name; end\n{FishExports(settings)}");
                return [shell, "--init-command", $"source {Words.QuoteForFish(fish)}"];
            default:
                return [shell];
        }
    }

    /// <summary>Lines for a POSIX shell.</summary>
    public static string Exports(PrivateAws settings) =>
        string.Concat(settings.Variables.Select(variable => $"export {variable.Key}={Words.Quote(variable.Value)}\n"))
        + $"export PATH={Words.Quote(settings.Programs)}:\"$PATH\"\n";

    private static string FishExports(PrivateAws settings) =>
        string.Concat(settings.Variables.Select(variable => $"set -gx {variable.Key} {Words.QuoteForFish(variable.Value)}\n"))
        + $"set -gx PATH {Words.QuoteForFish(settings.Programs)} $PATH\n";

    private static string Write(PrivateAws settings, string name, string text)
    {
        string file = Path.Combine(settings.Folder, name);
        PrivateFile.Write(file, text);
        return file;
    }
}
