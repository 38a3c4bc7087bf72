using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary><c>iamd simulate --policy</c>, which needs no daemon.</summary>
public sealed class OfflineSimulationTests
{
    private const string Uploads = """
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::app-uploads/*" }
          ]
        }
        """;

    private const string Office = """
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Sid": "Office", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } } },
            { "Sid": "NotThis", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::payroll/*" }
          ]
        }
        """;

    [Theory] // arguments, exit status, output
    [InlineData("--policy uploads.json s3:PutObject arn:aws:s3:::app-uploads/a.txt", 0, """
        allowed: s3:PutObject on arn:aws:s3:::app-uploads/a.txt
        └── identity-based policy: allows it
            └── uploads.json: statement 1, line 4

        """)]
    [InlineData("--policy uploads.json s3:DeleteBucket arn:aws:s3:::payroll", 1, """
        implicitDeny: s3:DeleteBucket on arn:aws:s3:::payroll
        └── identity-based policy: does not allow it

        """)]
    [InlineData("--policy uploads.json s3:GetObject", 1, """
        implicitDeny: s3:GetObject on *
        └── identity-based policy: does not allow it
            └── close: uploads.json: statement 1, line 4, but for its Resource

        """)]
    [InlineData("--policy office.json s3:GetObject arn:aws:s3:::a/b", 1, """
        implicitDeny: s3:GetObject on arn:aws:s3:::a/b
        ├── identity-based policy: does not allow it
        │   └── close: office.json: statement Office, line 4, but for IpAddress aws:SourceIp 10.0.0.0/8: it is absent
        └── asked for, but not given with --context: aws:SourceIp

        """)]
    [InlineData("--policy office.json --context aws:SourceIp=11.0.0.1 s3:GetObject arn:aws:s3:::a/b", 1, """
        implicitDeny: s3:GetObject on arn:aws:s3:::a/b
        └── identity-based policy: does not allow it
            └── close: office.json: statement Office, line 4, but for IpAddress aws:SourceIp 10.0.0.0/8: it is 11.0.0.1

        """)]
    [InlineData("--policy office.json --context aws:SourceIp=10.0.0.1 s3:GetObject arn:aws:s3:::a/b arn:aws:s3:::payroll/b", 1, """
        allowed: s3:GetObject on arn:aws:s3:::a/b
        └── identity-based policy: allows it
            └── office.json: statement Office, line 4
        explicitDeny: s3:GetObject on arn:aws:s3:::payroll/b
        └── identity-based policy: denies it
            └── office.json: statement NotThis, line 5

        """)]
    [InlineData("--policy uploads.json --attach office.json --principal arn:aws:iam::111122223333:user/dora s3:PutObject arn:aws:s3:::app-uploads/a", 0, """
        allowed: arn:aws:iam::111122223333:user/dora, s3:PutObject on arn:aws:s3:::app-uploads/a
        └── identity-based policy: allows it
            └── uploads.json: statement 1, line 4

        """)]
    public async Task The_decision_is_printed_with_the_statement_that_made_it(string arguments, int status, string output)
    {
        await using Workplace here = new();
        here.With("uploads.json", Uploads).With("office.json", Office);
        ToolRun run = await here.Iamd(["simulate", .. arguments.Split(' ')]);
        Assert.Equal((status, output.ReplaceLineEndings("\n"), ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Json_is_for_programs()
    {
        await using Workplace here = new();
        ToolRun run = await here.With("uploads.json", Uploads).Iamd("simulate", "--output", "json", "--policy", "uploads.json", "s3:GetObject", "arn:aws:s3:::app-uploads/a");
        Assert.Equal("""
            {
              "principal": null,
              "results": [
                {
                  "action": "s3:GetObject",
                  "resource": "arn:aws:s3:::app-uploads/a",
                  "decision": "allowed",
                  "policyTypes": [
                    {
                      "policyType": "identity-based policy",
                      "decision": "allowed",
                      "statements": [
                        {
                          "policy": "uploads.json",
                          "origin": "",
                          "statement": 1,
                          "sid": null,
                          "line": 4,
                          "column": 5
                        }
                      ],
                      "nearMisses": []
                    }
                  ],
                  "missingContextKeys": []
                }
              ]
            }

            """.ReplaceLineEndings("\n"), run.Output);
    }
}
