using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary><c>iamd validate</c>.</summary>
public sealed class ValidateCommandTests
{
    private const string Good = """
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::app-uploads/*" }
          ]
        }
        """;

    [Theory] // type, document, exit status, output
    [InlineData("identity", Good, 0, "p.json: a valid identity-based policy\n")]
    [InlineData("managed", Good, 0, "p.json: a valid managed policy\n")]
    [InlineData("inline", Good, 0, """
        p.json: warning: An inline policy goes with its user, group or role and has no versions; a managed policy can be reused and rolled back.
        p.json: a valid inline policy, 1 warning

        """)]
    [InlineData("identity", """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } ] }""", 0, """
        p.json:1:74: warning: Statement[0].Action: 's3:*' grants every action of the service.
        p.json:1:94: warning: Statement[0].Resource: The resource * without a condition grants on every resource.
        p.json: a valid identity-based policy, 2 warnings

        """)]
    [InlineData("identity", """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": ["s3:GetObjekt", "iamd:Evaluate"], "Resource": "arn:aws:s3:::b" } ] }""", 0, """
        p.json:1:74: warning: Statement[0].Action: No action of AWS is named 's3:GetObjekt'.
        p.json: a valid identity-based policy, 1 warning

        """)]
    [InlineData("identity", """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "everything", "Resource": "*" } ] }""", 1, """
        p.json:1:43: error: Statement[0]: MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
        p.json: not a valid identity-based policy

        """)]
    [InlineData("identity", "{ \"Version\": \"2012-10-17\",\n  \"Statement\": [ { \"Effect\": \"Allow\", \"Acton\": \"s3:*\", \"Resource\": \"*\" } ] }", 1, """
        p.json:2:39: error: Statement[0].Acton: A statement has no element 'Acton'. (MalformedPolicyDocument: Syntax errors in policy.)
        p.json: not a valid identity-based policy

        """)]
    [InlineData("trust", Good, 1, """
        p.json:4:5: error: Statement[0]: MalformedPolicyDocument: Missing required field Principal
        p.json: not a valid trust policy

        """)]
    [InlineData("trust", """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" } }""", 0,
        "p.json: a valid trust policy\n")]
    public async Task A_policy_is_checked_as_storing_it_would(string type, string document, int status, string output)
    {
        await using Workplace here = new();
        ToolRun run = await here.With("p.json", document).Iamd("validate", "--type", type, "p.json");
        Assert.Equal((status, output.ReplaceLineEndings("\n"), ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Too_large_a_policy_gets_a_warning()
    {
        await using Workplace here = new();
        string resources = string.Join(',', Enumerable.Range(1000, 300).Select(i => $"\"arn:aws:s3:::bucket-{i}\""));
        here.With("p.json", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":[{{resources}}]}]}""");
        ToolRun run = await here.Iamd("validate", "p.json");
        Assert.StartsWith("p.json: warning: 8195 characters without white space, more than the default quota of 6144.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_for_programs()
    {
        await using Workplace here = new();
        ToolRun run = await here.IamdReading("{}", "validate", "--output", "json", "-");
        Assert.Equal("""
            {
              "files": [
                {
                  "file": "-",
                  "valid": false,
                  "remarks": [
                    {
                      "severity": "error",
                      "line": 1,
                      "column": 1,
                      "element": "Statement",
                      "message": "The policy has no Statement. (MalformedPolicyDocument: Syntax errors in policy.)"
                    }
                  ]
                }
              ]
            }

            """.ReplaceLineEndings("\n"), run.Output);
        Assert.Equal(1, run.ExitCode);
    }
}
