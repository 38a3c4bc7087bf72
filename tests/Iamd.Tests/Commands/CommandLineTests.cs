using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary>What holds for every command: help, completions, and one clear line when it cannot work.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("shell")]
    [InlineData("env")]
    [InlineData("id")]
    [InlineData("simulate")]
    [InlineData("validate")]
    [InlineData("evaluate")]
    [InlineData("root mfa enable")]
    [InlineData("root mfa disable")]
    [InlineData("ca")]
    [InlineData("completion")]
    public async Task Help_ends_in_examples(string command)
    {
        await using Workplace here = new();
        string help = (await here.Iamd([.. command.Split(' '), "--help"])).Succeeded();
        Assert.Contains($"iamd {command}", help, StringComparison.Ordinal);
        Assert.Contains("\nExamples:\n", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bare_name_shows_the_commands()
    {
        await using Workplace here = new();
        string help = (await here.Iamd()).Succeeded();
        foreach (string command in (string[])["serve", "shell", "env", "id", "simulate", "validate", "evaluate", "root", "ca", "completion"])
            Assert.Contains($"\n  {command} ", help, StringComparison.Ordinal);
    }

    [Theory] // command line, what is said on standard error
    [InlineData("simulate --policy nope.json s3:GetObject", "iamd: There is no file nope.json.\n")]
    [InlineData("simulate --policy p.json s3:GetObject", "iamd: p.json: Statement, line 1, column 1: The policy has no Statement.\n")]
    [InlineData("simulate --policy p.json foo", "iamd: 'foo' is neither an action, such as s3:GetObject, nor a resource: an ARN or '*'.\n")]
    [InlineData("simulate --policy p.json s3:*", "iamd: 's3:*' is neither an action, such as s3:GetObject, nor a resource: an ARN or '*'.\n")]
    [InlineData("simulate --policy p.json *", "iamd: Name at least one action, such as s3:GetObject.\n")]
    [InlineData("simulate --policy p.json --context x s3:GetObject", "iamd: --context is 'x', but must be KEY=VALUE, such as aws:SourceIp=203.0.113.7.\n")]
    [InlineData("simulate --user a --role b s3:GetObject", "iamd: --user and --role exclude each other.\nTry 'iamd simulate --help'.\n")]
    [InlineData("simulate --polcy p.json s3:GetObject", "iamd: There is no option '--polcy'.\nTry 'iamd simulate --help'.\n")]
    [InlineData("validate nope.json", "iamd: There is no file nope.json.\n")]
    [InlineData("validate", "iamd: Required argument 'FILE' missing for command: 'validate'.\nTry 'iamd validate --help'.\n")]
    [InlineData("evaluate nope.json", "iamd: There is no file nope.json.\n")]
    [InlineData("evaluate --output text p.json", "iamd: Argument 'text' not recognized. Must be one of: 'json'\nTry 'iamd evaluate --help'.\n")]
    [InlineData("root mfa enable --code1 123456", "iamd: Give --code1 and --code2 together, or --seed-file, or none of them.\n")]
    [InlineData("root mfa enable", "iamd: There is no terminal to ask for codes at. Give --seed-file, or --code1 and --code2.\n")]
    [InlineData("root mfa enable --seed-file p.json", "iamd: p.json is there already; a seed is not written over another.\n")]
    [InlineData("id --data none", "iamd: There are no AWS credentials here. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile.\n")]
    [InlineData("id --profile nobody", "iamd: There is no AWS profile 'nobody'.\n")]
    [InlineData("id --profile alice --endpoint nonsense", "iamd: 'nonsense' is no endpoint; write it as http://127.0.0.1:4260.\n")]
    public async Task What_cannot_be_done_is_said_in_one_line_with_exit_status_2(string commandLine, string says)
    {
        await using Workplace here = new();
        here.With("p.json", "{}");
        Directory.CreateDirectory(Path.Combine(here.Path, ".aws"));
        here.With(".aws/credentials", "[alice]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n");
        ToolRun run = await here.Iamd(commandLine.Split(' '));
        Assert.Equal((2, says, ""), (run.ExitCode, run.Errors, run.Output));
    }

    [Fact]
    public async Task Without_a_daemon_a_client_says_how_to_start_one()
    {
        await using Workplace here = new();
        System.Diagnostics.ProcessStartInfo start = here.Start("id", "--endpoint", "http://127.0.0.1:9");
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        ToolRun run = await ToolRun.Of(start);
        Assert.Equal((2, "iamd: No daemon answers at http://127.0.0.1:9 (Connection refused). Start one with 'iamd serve', or name it with --endpoint.\n"), (run.ExitCode, run.Errors));
    }

    [Theory] // what was typed, what is offered among others
    [InlineData("iamd ev", "evaluate")]
    [InlineData("iamd simulate --at", "--attach")]
    [InlineData("iamd simulate s3-o", "s3-outposts:")]
    [InlineData("iamd simulate s3:GetObjectTo", "s3:GetObjectTorrent")]
    [InlineData("iamd root mfa ", "enable")]
    [InlineData("iamd validate --type t", "trust")]
    public async Task What_is_typed_is_completed(string typed, string offered)
    {
        await using Workplace here = new();
        string output = (await here.Iamd($"[suggest:{typed.Length}]", typed)).Succeeded();
        Assert.Contains(offered, output.Split('\n'));
    }

    [Fact]
    public async Task Bash_completes_with_the_printed_script()
    {
        await using Workplace here = new();
        string script = (await here.Iamd("completion", "bash")).Succeeded();
        here.With("completion.bash", script);
        here.With("try.bash", """
            source completion.bash
            COMP_LINE='iamd simulate s3:GetObjectTo' COMP_POINT=${#COMP_LINE} COMP_WORDS=(iamd simulate s3 : GetObjectTo) COMP_CWORD=4
            COMP_POINT=${#COMP_LINE}
            _iamd
            printf '%s\n' "${COMPREPLY[@]}"
            COMP_LINE='iamd val' COMP_POINT=8 COMP_WORDS=(iamd val) COMP_CWORD=1
            _iamd
            printf '%s\n' "${COMPREPLY[@]}"
            """);
        System.Diagnostics.ProcessStartInfo start = here.Start();
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{start.Environment["PATH"]}";
        start.FileName = "bash";
        start.ArgumentList.Add("try.bash");
        Assert.Equal("GetObjectTorrent\nvalidate\n", (await ToolRun.Of(start)).Succeeded());
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _iamd iamd")]
    [InlineData("zsh", "compdef _iamd iamd")]
    [InlineData("fish", "complete -c iamd")]
    public async Task Each_shell_has_its_script(string shell, string line)
    {
        await using Workplace here = new();
        Assert.Contains(line, (await here.Iamd("completion", shell)).Succeeded(), StringComparison.Ordinal);
    }
}
