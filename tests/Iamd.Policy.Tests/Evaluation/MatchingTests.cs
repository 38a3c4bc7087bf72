namespace Iamd.Policy.Tests;

/// <summary>Actions, resources and policy variables.</summary>
public class MatchingTests
{
    [Theory]
    [InlineData("*", "s3:GetObject", true)]
    [InlineData("*:*", "s3:GetObject", true)]
    [InlineData("s3:*", "s3:GetObject", true)]
    [InlineData("S3:getobject", "s3:GetObject", true)]
    [InlineData("s3:GetObject", "S3:GETOBJECT", true)]
    [InlineData("s3:Get*", "s3:GetObject", true)]
    [InlineData("s3:*Object", "s3:GetObject", true)]
    [InlineData("s3:G?tObject", "s3:GetObject", true)]
    [InlineData("s3:Get?Object", "s3:GetObject", false)]
    [InlineData("s3:GetObject", "s3:GetObjectAcl", false)]
    [InlineData("s3:GetObject?", "s3:GetObject", false)]
    [InlineData("s3:GetObject*", "s3:GetObject", true)]
    [InlineData("ec2:*", "s3:GetObject", false)]
    // What is no action matches nothing, and is no mistake here.
    [InlineData("s3:", "s3:GetObject", false)]
    [InlineData("s3", "s3:GetObject", false)]
    [InlineData("s3*", "s3:GetObject", false)]
    [InlineData("s3:Get Object", "s3:GetObject", false)]
    [InlineData(" s3:GetObject", "s3:GetObject", false)]
    [InlineData("", "s3:GetObject", false)]
    // The Kelvin sign is no k.
    [InlineData("kms:decrypt", "\u212Ams:decrypt", false)]
    public void Actions_match_without_regard_to_case_and_with_wildcards(string pattern, string action, bool matches) =>
        Assert.Equal(matches ? "allowed" : "implicitDeny", Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Asked.Statement("Allow", $"\"Action\":\"{pattern}\",\"Resource\":\"*\"")) },
            Asked.Request(action: action)));

    [Theory]
    [InlineData("*", "*", true)]
    [InlineData("arn:aws:s3:::*", "*", false)] // the resource * is taken literally
    [InlineData("*", "arn:aws:s3:::bucket/key", true)]
    [InlineData("arn:aws:s3:::bucket/key", "arn:aws:s3:::bucket/key", true)]
    [InlineData("arn:aws:s3:::bucket/KEY", "arn:aws:s3:::bucket/key", false)]
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b:c", true)]
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false)]
    [InlineData("arn:aws:s3:::buck?t/*", "arn:aws:s3:::bucket/key", true)]
    [InlineData("arn:aws:s3:::b*t/k*y", "arn:aws:s3:::bucket/kitty", true)]
    [InlineData("arn:aws:s3:::?/x", "arn:aws:s3:::😀/x", true)]
    [InlineData("arn:aws:s3:::??/x", "arn:aws:s3:::😀/x", false)]
    // An ARN that lacks fields is completed with wildcards.
    [InlineData("arn:aws:sqs", "arn:aws:sqs:us-east-1:111111111111:queue", true)]
    [InlineData("arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1:111111111111:queue", true)]
    [InlineData("arn:aws:sqs:eu-west-1", "arn:aws:sqs:us-east-1:111111111111:queue", false)]
    [InlineData("arn:aws:s3::bucket", "arn:aws:s3:::bucket", false)]
    [InlineData("bucket/key", "arn:aws:s3:::bucket/key", false)]
    [InlineData("", "arn:aws:s3:::bucket/key", false)]
    public void Resources_match_with_case_and_wildcards(string pattern, string resource, bool matches)
    {
        string positive = Asked.Statement("Allow", $"\"Action\":\"s3:*\",\"Resource\":[\"{pattern}\"]");
        string negative = Asked.Statement("Allow", $"\"Action\":\"s3:*\",\"NotResource\":[\"{pattern}\"]");
        AccessRequest request = Asked.Request(resource: resource);
        Assert.Equal(matches ? "allowed" : "implicitDeny", Asked.Decide(new PolicySet { IdentityPolicies = Asked.Policies(positive) }, request));
        Assert.Equal(matches ? "implicitDeny" : "allowed", Asked.Decide(new PolicySet { IdentityPolicies = Asked.Policies(negative) }, request));
    }

    [Theory]
    [InlineData("bucket/${aws:username}/*", "bucket/alice/key", true)]
    [InlineData("bucket/${AWS:UserName}/*", "bucket/alice/key", true)]
    [InlineData("bucket/${aws:username}/*", "bucket/bob/key", false)]
    [InlineData("bucket/${aws:PrincipalTag/team, 'none'}", "bucket/none", true)]
    [InlineData("bucket/${aws:username, 'none'}", "bucket/alice", true)]
    [InlineData("bucket/${aws:username, 'none'}", "bucket/none", false)]
    [InlineData("bucket/${aws:PrincipalTag/team, ''}", "bucket/", true)]
    [InlineData("bucket/${aws:PrincipalTag/team, 'a}b'}", "bucket/a}b", true)]
    // Without value and default it matches nothing, not even its own text.
    [InlineData("bucket/${aws:PrincipalTag/team}", "bucket/${aws:PrincipalTag/team}", false)]
    [InlineData("bucket/${aws:PrincipalTag/team}", "bucket/", false)]
    // A value's wildcards are plain characters.
    [InlineData("bucket/${x:star}", "bucket/key", false)]
    [InlineData("bucket/${x:star}", "bucket/*", true)]
    // A multivalued key cannot be a variable.
    [InlineData("bucket/${aws:TagKeys}", "bucket/a", false)]
    [InlineData("bucket/${aws:TagKeys, 'a'}", "bucket/a", true)]
    [InlineData("bucket/${*}", "bucket/*", true)]
    [InlineData("bucket/${*}", "bucket/key", false)]
    [InlineData("bucket/${?}", "bucket/?", true)]
    [InlineData("bucket/${?}", "bucket/k", false)]
    [InlineData("bucket/${$}{aws:username}", "bucket/${aws:username}", true)]
    // What is not well formed is plain text.
    [InlineData("bucket/${aws:username", "bucket/${aws:username", true)]
    [InlineData("bucket/${}", "bucket/${}", true)]
    public void Variables_stand_for_values_of_the_request(string pattern, string resource, bool matches) =>
        Assert.Equal(matches ? "allowed" : "implicitDeny", Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Asked.Statement("Allow", $"\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::{pattern}\"")) },
            Asked.Request(resource: "arn:aws:s3:::" + resource, context: [("aws:username", "alice"), ("x:star", "*"), ("aws:TagKeys", new[] { "a", "b" })])));

    [Theory]
    [InlineData("", "bucket/${aws:username}", true)]
    [InlineData("", "bucket/alice", false)]
    [InlineData("\"Version\":\"2008-10-17\",", "bucket/${aws:username}", true)]
    [InlineData("\"Version\":\"2008-10-17\",", "bucket/alice", false)]
    [InlineData("\"Version\":\"2012-10-17\",", "bucket/${aws:username}", false)]
    [InlineData("\"Version\":\"2012-10-17\",", "bucket/alice", true)]
    public void Variables_are_plain_text_before_2012_10_17(string version, string resource, bool matches) =>
        Assert.Equal(matches ? "allowed" : "implicitDeny", Asked.Decide(
            new PolicySet
            {
                IdentityPolicies = Asked.Policies("{" + version + """ "Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::bucket/${aws:username}"}}"""),
            },
            Asked.Request(resource: "arn:aws:s3:::" + resource, context: [("aws:username", "alice")])));

    [Theory]
    [InlineData("Allow", "implicitDeny")]
    [InlineData("Deny", "explicitDeny")]
    public void NotResource_with_a_variable_without_value_never_allows(string effect, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Asked.Statement(effect, "\"Action\":\"*\",\"NotResource\":\"arn:aws:s3:::${aws:username}\"")) },
            Asked.Request()));

    [Theory]
    [InlineData("iam:*", "allowed")]
    [InlineData("s3:*", "implicitDeny")]
    [InlineData("s3:", "allowed")]
    public void NotAction_covers_every_other_action(string pattern, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Asked.Statement("Allow", $"\"NotAction\":\"{pattern}\",\"Resource\":\"*\"")) },
            Asked.Request()));

    // The bound is on steps, which grow with the product of both lengths: a hundred stars over a megabyte end at once,
    // where a naive matcher would outlive us.
    [Fact]
    public void Patterns_built_to_hurt_end_soon()
    {
        string pattern = "arn:aws:s3:::" + string.Concat(Enumerable.Repeat("a*", 200)) + "b";
        AccessRequest request = Asked.Request(resource: "arn:aws:s3:::" + new string('a', 1_000_000));
        PolicySet policies = new() { IdentityPolicies = Asked.Policies(Asked.Statement("Allow", $"\"Action\":\"*\",\"Resource\":\"{pattern}\"")) };
        Assert.Equal("implicitDeny", Asked.Decide(policies, request));
    }
}
