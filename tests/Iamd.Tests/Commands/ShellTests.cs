using System.Diagnostics;
using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary><c>iamd shell</c> and <c>iamd env</c>: an <c>aws</c> that cannot reach the real AWS by accident.</summary>
public sealed class ShellTests(ServedFixture served) : IClassFixture<ServedFixture>
{
    [Fact]
    public async Task Aws_is_root_at_the_daemon() =>
        Assert.Equal("arn:aws:iam::111122223333:root\n", await served.Done("aws sts get-caller-identity --query Arn --output text"));

    [Fact]
    public async Task Nothing_of_the_callers_own_AWS_settings_gets_in()
    {
        ProcessStartInfo start = served.Start("shell", "--data", served.Daemon.Data, "--", "bash", "--norc", "-c", "env | grep ^AWS_ | cut -d= -f1 | sort; iamd id");
        foreach (string name in (string[])["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_STS", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_CA_BUNDLE"])
            start.Environment[name] = "mine";
        start.Environment["AWS_REGION"] = "eu-central-1";
        Assert.Equal("""
            AWS_CONFIG_FILE
            AWS_DATA_PATH
            AWS_DEFAULT_REGION
            AWS_EC2_METADATA_DISABLED
            AWS_ENDPOINT_URL
            AWS_PAGER
            AWS_REGION
            AWS_SHARED_CREDENTIALS_FILE
            user=111122223333(root) account=111122223333
            root may do everything: no policy of the account limits it

            """.ReplaceLineEndings("\n"), (await ToolRun.Of(start)).Succeeded());
    }

    [Fact]
    public async Task The_files_are_readable_by_their_owner_only_and_lie_outside_of_the_data_folder()
    {
        string printed = await served.Done("stat -c '%a' \"$AWS_CONFIG_FILE\" \"$AWS_SHARED_CREDENTIALS_FILE\" \"$(dirname \"$AWS_CONFIG_FILE\")\"; dirname \"$AWS_CONFIG_FILE\"");
        string[] lines = printed.TrimEnd('\n').Split('\n');
        Assert.Equal(["600", "600", "700"], lines[..3]);
        Assert.StartsWith(Path.Combine(served.Path, "state", "iamd", "shell-"), lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_made_in_one_shell_is_there_in_the_next()
    {
        await served.Done("aws configure set region eu-west-1 --profile kept");
        Assert.Equal("eu-west-1\n", await served.Done("aws configure get region --profile kept"));
    }

    [Fact]
    public async Task The_exit_status_of_the_command_is_passed_on() =>
        Assert.Equal(7, (await served.Shell("exit 7")).ExitCode);

    [Fact]
    public async Task A_command_that_is_not_there_is_127() =>
        Assert.Equal(127, (await ToolRun.Of(served.Start("shell", "--data", served.Daemon.Data, "--", "no-such-command"))).ExitCode);

    [Fact]
    public async Task Aws_of_services_that_are_elsewhere_still_asks_the_daemon()
    {
        ToolRun run = await served.Shell("aws s3 ls; aws sqs list-queues");
        Assert.Contains("iamd does not host the service s3.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("iamd does not host the service sqs.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_with_a_role_takes_it_at_the_daemon_and_leaves_nothing_in_the_home_folder()
    {
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Worker/test\n", await served.Done("""
            aws iam create-user --user-name worker >/dev/null
            aws iam put-user-policy --user-name worker --policy-name Become --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}'
            aws iam create-role --role-name Worker --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}' >/dev/null
            read -r id secret < <(aws iam create-access-key --user-name worker --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
            aws configure set aws_access_key_id $id --profile worker
            aws configure set aws_secret_access_key $secret --profile worker
            aws configure set role_arn arn:aws:iam::111122223333:role/Worker --profile working
            aws configure set role_session_name test --profile working
            aws configure set source_profile worker --profile working
            aws sts get-caller-identity --profile working --query Arn --output text
            """));
        Assert.False(Directory.Exists(Path.Combine(served.Path, ".aws")));
    }

    [Fact]
    public async Task Boto3_asks_the_daemon_too_however_old_it_is() =>
        Assert.Equal("arn:aws:iam::111122223333:root\n", await served.Done("python3 -c 'import boto3; print(boto3.client(\"sts\").get_caller_identity()[\"Arn\"])'"));

    [Fact]
    public async Task A_daemon_with_TLS_is_trusted_whatever_the_caller_trusts()
    {
        await using Workplace here = new();
        string data = Path.Combine(here.Path, "data");
        string secure = $"https://127.0.0.1:{DaemonProcess.FreePort()}";
        await using DaemonProcess daemon = await DaemonProcess.Start(data, "--urls", secure);
        ProcessStartInfo start = here.Start("shell", "--data", data, "--endpoint", secure, "--", "bash", "--norc", "-c", "aws sts get-caller-identity --query Arn --output text; iamd id | head -1");
        start.Environment["AWS_CA_BUNDLE"] = "/etc/ssl/certs/ca-certificates.crt";
        Assert.Equal("arn:aws:iam::111122223333:root\nuser=111122223333(root) account=111122223333\n", (await ToolRun.Of(start)).Succeeded());
    }

    [Fact]
    public async Task An_address_elsewhere_is_out_of_reach()
    {
        ToolRun run = await served.Shell("aws sts get-caller-identity --endpoint-url https://sts.amazonaws.com");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Failed to connect to proxy URL: \"http://127.0.0.1:9\"", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Env_makes_any_shell_such_a_shell()
    {
        ProcessStartInfo env = served.Start("env", "--data", served.Daemon.Data);
        env.Environment["AWS_PROFILE"] = "mine";
        string exports = (await ToolRun.Of(env)).Succeeded();
        Assert.StartsWith("unset AWS_PROFILE\nexport AWS_CONFIG_FILE='", exports, StringComparison.Ordinal);
        ProcessStartInfo bash = served.Start();
        bash.FileName = "bash";
        bash.ArgumentList.Add("-c");
        bash.ArgumentList.Add($"{exports}aws sts get-caller-identity --query Arn --output text; iamd id | head -1");
        bash.Environment["AWS_PROFILE"] = "mine";
        Assert.Equal("arn:aws:iam::111122223333:root\nuser=111122223333(root) account=111122223333\n", (await ToolRun.Of(bash)).Succeeded());
    }

    [Fact]
    public async Task Env_is_also_told_in_JSON()
    {
        string json = (await ToolRun.Of(served.Start("env", "--data", served.Daemon.Data, "--output", "json"))).Succeeded();
        Assert.Contains($"\"AWS_ENDPOINT_URL\": \"{served.Daemon.Endpoint}\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shells_own_start_file_cannot_lead_out()
    {
        served.With(".bashrc", "export AWS_PROFILE=real AWS_ENDPOINT_URL=https://iam.amazonaws.com\nMINE=kept\n");
        ProcessStartInfo start = served.Start("shell", "--data", served.Daemon.Data);
        start.Environment["SHELL"] = "/bin/bash";
        await ToolRun.Of(start, "exit\n");
        // bash reads its start file only at a terminal; so it is read here by hand.
        string file = (await served.Done("echo \"$(dirname \"$AWS_CONFIG_FILE\")/bashrc\"")).Trim();
        Assert.Equal($"kept||{served.Daemon.Endpoint}\n", await served.Done($". '{file}'; echo \"$MINE|$AWS_PROFILE|$AWS_ENDPOINT_URL\""));
    }

    [Fact]
    public async Task Another_account_in_the_same_folder_gets_new_files()
    {
        await using Workplace here = new();
        string data = Path.Combine(here.Path, "data");
        Directory.CreateDirectory(data);
        string credentials = Path.Combine(data, "root-credentials");
        await File.WriteAllTextAsync(credentials, "[default]\naws_access_key_id = AKIAONE\naws_secret_access_key = one\n", TestContext.Current.CancellationToken);
        (await here.Iamd("shell", "--data", data, "--", "aws", "configure", "set", "aws_access_key_id", "AKIAALICE", "--profile", "alice")).Succeeded();
        await File.WriteAllTextAsync(credentials, "[default]\naws_access_key_id = AKIATWO\naws_secret_access_key = two\n", TestContext.Current.CancellationToken);
        string kept = (await here.Iamd("shell", "--data", data, "--", "bash", "-c", "cat \"$AWS_SHARED_CREDENTIALS_FILE\"")).Succeeded();
        Assert.Equal("[default]\naws_access_key_id = AKIATWO\naws_secret_access_key = two\n", kept);
    }

    [Fact]
    public async Task Ones_own_profile_can_take_the_place_of_roots()
    {
        await using Workplace here = new();
        Directory.CreateDirectory(Path.Combine(here.Path, ".aws"));
        here.With(".aws/credentials", $"[work]\naws_access_key_id = {served.Daemon.RootAccessKeyId}\naws_secret_access_key = {served.Daemon.RootSecretAccessKey}\n");
        ToolRun run = await here.Iamd("shell", "--data", "none", "--endpoint", served.Daemon.Endpoint, "--profile-from", "work", "--", "iamd", "id");
        Assert.StartsWith("user=111122223333(root)", run.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_roots_key_it_says_what_to_do()
    {
        await using Workplace here = new();
        ToolRun run = await here.Iamd("shell", "--data", "none");
        Assert.Equal((2, $"iamd: Root's key cannot be read from {here.Path}/none/root-credentials. Start the daemon with 'iamd serve', name its folder with --data, or take your own keys with --profile-from.\n"), (run.ExitCode, run.Errors));
    }
}
