using System.Text.RegularExpressions;
using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary>The commands that ask a daemon: <c>iamd id</c>, <c>iamd simulate</c> and <c>iamd root mfa</c>.</summary>
public sealed class DaemonCommandTests(ServedFixture served) : IClassFixture<ServedFixture>
{
    private const string Account = "arn:aws:iam::111122223333";

    [Fact]
    public async Task Id_prints_groups_and_where_each_policy_comes_from()
    {
        await served.Done("""
            aws iam create-user --user-name alice >/dev/null
            aws iam create-group --group-name Developers >/dev/null
            aws iam create-policy --policy-name ReadReports --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}' >/dev/null
            aws iam add-user-to-group --group-name Developers --user-name alice
            aws iam attach-group-policy --group-name Developers --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess
            aws iam put-group-policy --group-name Developers --policy-name Extra --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}'
            aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::111122223333:policy/ReadReports
            aws iam put-user-permissions-boundary --user-name alice --permissions-boundary arn:aws:iam::aws:policy/PowerUserAccess
            """);
        Assert.Equal("""
            user=AIDAEXAMPLE(alice) account=111122223333 groups=AGPAEXAMPLE(Developers)
              ReadReports         customer managed  from user alice
              AmazonS3FullAccess  AWS managed       from group Developers
              Extra               inline            from group Developers
            permissions boundary PowerUserAccess, AWS managed: what it does not allow is denied

            """.ReplaceLineEndings("\n"), Normalized(await served.Done("iamd id alice")));
        Assert.Contains("\"from\": \"group Developers\"", await served.Done("iamd id alice --output json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_knows_roles_groups_and_the_caller()
    {
        await served.Done("""
            aws iam create-role --role-name Deploy --path /ci/ --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' >/dev/null
            aws iam put-role-policy --role-name Deploy --policy-name Push --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}'
            aws iam create-group --group-name Nobodies >/dev/null
            """);
        Assert.Equal("role=AROAEXAMPLE(Deploy) account=111122223333\n  Push  inline  from role Deploy\nno permissions boundary\n", Normalized(await served.Done($"iamd id {Account}:role/ci/Deploy")));
        Assert.Equal("group=AGPAEXAMPLE(Nobodies) account=111122223333\nno policies: whatever no resource allows by itself is denied\n", Normalized(await served.Done($"iamd id {Account}:group/Nobodies")));
        Assert.Equal("user=111122223333(root) account=111122223333\nroot may do everything: no policy of the account limits it\n", await served.Done("iamd id"));
    }

    [Theory]
    [InlineData("iamd id nobody", "iamd: GetUser answers NoSuchEntity: The user with name nobody cannot be found.\n")]
    [InlineData("iamd id arn:aws:s3:::bucket", "iamd: 'arn:aws:s3:::bucket' is not the ARN of a user, a role, a group or root.\n")]
    [InlineData("iamd simulate s3:GetObject", "iamd: You are root, whom no policy limits. Ask for somebody: --user, --role, --group or --principal.\n")]
    [InlineData("iamd simulate --user nobody s3:GetObject", "iamd: GetUser answers NoSuchEntity: The user with name nobody cannot be found.\n")]
    [InlineData("AWS_ACCESS_KEY_ID=AKIANOBODYEXAMPLE AWS_SECRET_ACCESS_KEY=x iamd id", "iamd: GetCallerIdentity answers InvalidClientTokenId: The security token included in the request is invalid.\n")]
    public async Task An_error_of_the_daemon_is_one_line(string line, string says)
    {
        ToolRun run = await served.Shell(line);
        Assert.Equal((2, says, ""), (run.ExitCode, run.Errors, run.Output));
    }

    [Fact]
    public async Task Simulate_says_which_statement_of_which_policy_decides()
    {
        served.With("uploads.json", """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::elsewhere/*" },
                { "Sid": "Uploads", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }
              ]
            }
            """);
        await served.Done("""
            aws iam create-user --user-name charlie >/dev/null
            aws iam create-group --group-name Storage >/dev/null
            aws iam add-user-to-group --group-name Storage --user-name charlie
            aws iam attach-group-policy --group-name Storage --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess
            aws iam put-user-policy --user-name charlie --policy-name KeepBuckets --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}]}'
            """);
        await Decides("--user charlie s3:ListBucket arn:aws:s3:::logs", 0, """
            allowed: user charlie, s3:ListBucket on arn:aws:s3:::logs
            └── identity-based policy: allows it
                └── AmazonS3FullAccess, AWS managed, from group Storage: statement 1, line 4

            """);
        await Decides("--user charlie s3:DeleteBucket arn:aws:s3:::logs", 1, """
            explicitDeny: user charlie, s3:DeleteBucket on arn:aws:s3:::logs
            └── identity-based policy: denies it
                └── KeepBuckets, inline policy of user charlie: statement 1, line 1

            """);
        await Decides("--user charlie sqs:SendMessage", 1, """
            implicitDeny: user charlie, sqs:SendMessage on *
            └── identity-based policy: does not allow it

            """);
        await Decides("--user charlie --attach uploads.json sqs:SendMessage", 0, """
            allowed: user charlie, sqs:SendMessage on *
            └── identity-based policy: allows it
                └── uploads.json, as if attached: statement Uploads, line 5

            """);
        await Decides("--group Storage s3:GetObject arn:aws:s3:::a/b", 0, """
            allowed: group Storage, s3:GetObject on arn:aws:s3:::a/b
            └── identity-based policy: allows it
                └── AmazonS3FullAccess, AWS managed, from group Storage: statement 1, line 4

            """);
    }

    [Fact]
    public async Task Simulate_tells_of_the_boundary_and_of_missing_context_keys()
    {
        await served.Done("""
            aws iam create-user --user-name dora --path /team/ --permissions-boundary arn:aws:iam::aws:policy/AmazonSQSFullAccess >/dev/null
            aws iam put-user-policy --user-name dora --policy-name Office --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","sqs:*"],"Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}'
            """);
        await Decides("--user dora --context aws:SourceIp=10.1.2.3 s3:GetObject arn:aws:s3:::a/b", 1, """
            implicitDeny: user dora, s3:GetObject on arn:aws:s3:::a/b
            └── permissions boundary: does not allow it

            """);
        await Decides("--user dora sqs:SendMessage", 1, """
            implicitDeny: user dora, sqs:SendMessage on *
            ├── identity-based policy: does not allow it
            ├── permissions boundary: allows it
            └── asked for, but not given with --context: aws:SourceIp

            """);
        await Decides("--principal arn:aws:iam::111122223333:user/team/dora --context aws:SourceIp=10.1.2.3 sqs:SendMessage", 0, """
            allowed: arn:aws:iam::111122223333:user/team/dora, sqs:SendMessage on *
            ├── identity-based policy: allows it
            │   └── Office, inline policy of user dora: statement 1, line 1
            └── permissions boundary: allows it
                └── AmazonSQSFullAccess, AWS managed: statement 1, line 4

            """);
    }

    [Fact]
    public async Task A_profile_with_a_role_is_that_role()
    {
        string printed = await served.Done("""
            aws iam create-user --user-name operator >/dev/null
            aws iam put-user-policy --user-name operator --policy-name Become --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}'
            aws iam create-role --role-name Auditor --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}' >/dev/null
            aws iam attach-role-policy --role-name Auditor --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess
            read -r id secret < <(aws iam create-access-key --user-name operator --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
            aws configure set aws_access_key_id $id --profile operator
            aws configure set aws_secret_access_key $secret --profile operator
            aws configure set role_arn arn:aws:iam::111122223333:role/Auditor --profile auditing
            aws configure set source_profile operator --profile auditing
            iamd id --profile auditing
            iamd simulate --profile auditing iam:ListUsers
            """);
        Assert.Equal("""
            role=AROAEXAMPLE(Auditor) account=111122223333
              IAMReadOnlyAccess  AWS managed  from role Auditor
            no permissions boundary
            allowed: role Auditor, iam:ListUsers on *
            └── identity-based policy: allows it
                └── IAMReadOnlyAccess, AWS managed, from role Auditor: statement 1, line 4

            """.ReplaceLineEndings("\n"), Normalized(printed));
    }

    [Fact]
    public async Task Root_gets_a_second_factor_and_loses_it_again()
    {
        const string Device = $"{Account}:mfa/root-account-mfa-device";
        Assert.Equal($"{Device} enabled\n600\n1\n", await served.Done("iamd root mfa enable --seed-file root.seed; stat -c %a root.seed; aws iam get-account-summary --query SummaryMap.AccountMFAEnabled"));
        Assert.Equal(64, File.ReadAllText(Path.Combine(served.Path, "root.seed")).Trim().Length);
        ToolRun again = await served.Shell("iamd root mfa enable --seed-file other.seed");
        Assert.Equal((2, "iamd: Root has MFA already. 'iamd root mfa disable' removes it.\n"), (again.ExitCode, again.Errors));
        Assert.False(File.Exists(Path.Combine(served.Path, "other.seed")));
        Assert.Equal($"{Device} disabled\n0\n", await served.Done("iamd root mfa disable; aws iam get-account-summary --query SummaryMap.AccountMFAEnabled"));
        ToolRun none = await served.Shell("iamd root mfa disable");
        Assert.Equal(2, none.ExitCode);
        Assert.StartsWith("iamd: DeactivateMFADevice answers NoSuchEntity: ", none.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_root_may_touch_roots_second_factor()
    {
        ToolRun run = await served.Shell("""
            aws iam create-user --user-name mallory >/dev/null
            read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY < <(aws iam create-access-key --user-name mallory --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
            export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
            iamd root mfa disable
            """);
        Assert.Equal((2, $"iamd: Only root may manage root's MFA, and you are {Account}:user/mallory. Use root's key: --profile default in 'iamd shell'.\n"), (run.ExitCode, run.Errors));
    }

    private async Task Decides(string arguments, int status, string output)
    {
        ToolRun run = await served.Shell($"iamd simulate {arguments}");
        Assert.Equal((status, output.ReplaceLineEndings("\n"), ""), (run.ExitCode, run.Output, run.Errors));
    }

    private static string Normalized(string output) => Regex.Replace(output, @"\b(A[A-Z]{3})[A-Z2-7]{16,17}\b", "$1EXAMPLE");
}
