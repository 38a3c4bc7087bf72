using System.CommandLine;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd completion</c>: prints the script with which a shell completes iamd's commands.</summary>
/// <remarks>The scripts ask the program itself, through the parser's <c>[suggest]</c> directive, so they never age.</remarks>
internal static class CompletionCommand
{
    private const string Bash = """
        # Completions of iamd for bash. In ~/.bashrc: eval "$(iamd completion bash)"
        _iamd() {
            local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" head="" IFS=$'\n'
            # bash takes ':' as a word's end, so what stands before it in the word is already typed.
            local typed="${line##* }"
            head="${typed%"$word"}"
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$typed"))
            COMPREPLY=("${COMPREPLY[@]#"$head"}")
        }
        complete -o default -F _iamd iamd
        """;

    private const string Zsh = """
        #compdef iamd
        # Completions of iamd for zsh. In ~/.zshrc, after compinit: eval "$(iamd completion zsh)"
        _iamd() {
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:$#LBUFFER]" "$LBUFFER" 2>/dev/null)}")
            if [[ -n "${found[*]}" ]]; then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _iamd iamd
        """;

    private const string Fish = """
        # Completions of iamd for fish: iamd completion fish > ~/.config/fish/completions/iamd.fish
        complete -c iamd -a '(set -l line (commandline -cp); iamd "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
        """;

    private static readonly Argument<string> Shell = CreateShell();

    public static Command Create()
    {
        TaughtCommand command = new("completion", "Prints the script with which your shell completes iamd's commands, options and AWS actions.")
        {
            Examples =
            [
                new("eval \"$(iamd completion bash)\"", "In ~/.bashrc; likewise with zsh in ~/.zshrc."),
                new("iamd completion fish > ~/.config/fish/completions/iamd.fish", "For fish, once."),
            ],
        };
        command.Arguments.Add(Shell);
        command.SetAction(parsed => Console.Out.WriteLine(parsed.GetRequiredValue(Shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            _ => Fish,
        }));
        return command;
    }

    private static Argument<string> CreateShell()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish." };
        return shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
    }
}
