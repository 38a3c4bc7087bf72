using System.Text.Json.Nodes;
using Iamd.Policy.Json;

namespace Iamd.Policy.Tests;

/// <summary>The JSON of <c>iamd evaluate</c>: a contract that others rely on.</summary>
public class EvaluateTests
{
    private const string Request = """
        "request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":{"arn":"arn:aws:s3:::bucket/key","accountId":"111122223333"},"context":{"aws:SourceIp":"10.0.0.1","aws:TagKeys":["a","b"]}}
        """;

    private const string Allow = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""";
    private const string Deny = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}""";
    private const string Silent = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}""";
    private const string ForAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}""";

    private static string List(string policy) => $$"""[{"name":"p","policy":{{policy}}}]""";

    private static string Levels(string policy) => $$"""[{"orgIdentifier":"ou-1","policies":{{List(policy)}} }]""";

    private static JsonNode Ask(string members, AnswerDetail detail = AnswerDetail.Decision)
    {
        (string answer, bool ok) = Evaluate.Line("{" + Request + (members.Length == 0 ? "" : "," + members) + "}", detail);
        Assert.True(ok, answer);
        Assert.DoesNotContain('\n', answer);
        return JsonNode.Parse(answer)!;
    }

    public static TheoryData<string, string> Decisions() => new()
    {
        { "", "implicitDeny" },
        { $"\"identityPolicies\":{List(Allow)}", "allowed" },
        { $"\"identityPolicies\":{List(Deny)}", "explicitDeny" },
        { $"\"identityPolicies\":{List(Allow)},\"permissionsBoundaries\":{List(Silent)}", "implicitDeny" },
        { $"\"identityPolicies\":{List(Allow)},\"permissionsBoundaries\":[],\"sessionPolicies\":[]", "allowed" },
        { $"\"identityPolicies\":{List(Allow)},\"sessionPolicies\":{List(Silent)}", "implicitDeny" },
        { $"\"identityPolicies\":{List(Allow)},\"serviceControlPolicies\":{Levels(Silent)}", "implicitDeny" },
        { $"\"identityPolicies\":{List(Allow)},\"resourceControlPolicies\":{Levels(ForAll)}", "allowed" },
        { $"\"identityPolicies\":{List(Allow)},\"resourceControlPolicies\":{Levels(Allow)}", "implicitDeny" },
        { $"\"identityPolicies\":{List(Allow)},\"vpcEndpointPolicies\":{List(ForAll)}", "allowed" },
        { $"\"resourcePolicy\":{ForAll}", "allowed" },
        { "\"resourcePolicy\":{}", "implicitDeny" },
        { "\"resourcePolicy\":null,\"identityPolicies\":null", "implicitDeny" },
        { $"\"note\":\"of the caller's own\",\"identityPolicies\":{List(Allow)}", "allowed" },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Each_list_of_policies_takes_part(string members, string decision) => Assert.Equal(decision, (string)Ask(members)["decision"]!);

    [Fact]
    public void The_answer_tells_the_deciding_statements_and_the_missing_keys()
    {
        JsonNode answer = Ask("""
            "identityPolicies":[{"name":"first","policy":{"Version":"2012-10-17","Statement":[
              {"Sid":"One","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
              {"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"${aws:userid}"}}}]}}]
            """);
        Assert.Equal("""
            {"decision":"allowed","matchedStatements":[{"policyType":"identityPolicy","policy":"first","statement":0,"sid":"One","effect":"Allow","start":{"line":2,"column":3},"end":{"line":2,"column":72}}],"missingContextKeys":["aws:PrincipalTag/team","aws:userid"]}
            """, answer.ToJsonString());
    }

    [Fact]
    public void An_explanation_tells_what_each_type_said_what_was_close_and_why()
    {
        JsonNode answer = Ask(
            $$"""
            "identityPolicies":{{List(Allow)}},"permissionsBoundaries":[{"name":"b","policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"} } } } }]
            """,
            AnswerDetail.Explanation);
        Assert.Equal("implicitDeny", (string)answer["decision"]!);
        Assert.Equal("arn:aws:iam::111122223333:user/alice may not do s3:GetObject on arn:aws:s3:::bucket/key: no permissions boundary allows it.", (string)answer["reason"]!);
        Assert.Equal("""[{"policyType":"identityPolicy","decision":"allowed"},{"policyType":"permissionsBoundary","decision":"implicitDeny"}]""", answer["policyTypes"]!.ToJsonString());
        JsonNode miss = answer["nearMisses"]![0]!;
        Assert.Equal(("b", "Condition", "IpAddress", "aws:SourceIp"), ((string)miss["policy"]!, (string)miss["element"]!, (string)miss["operator"]!, (string)miss["key"]!));
        Assert.Equal("""["10.0.0.1"]""", miss["actual"]!.ToJsonString());
    }

    [Theory]
    [InlineData("not json", "", 1)]
    [InlineData("[]", "", 1)]
    [InlineData("{}", "request", 1)]
    [InlineData("""{"request":{"principal":"alice","action":"a:b","resource":{"arn":"*"}}}""", "request.principal", 1)]
    [InlineData("""{"request":{"principal":"anonymous","resource":{"arn":"*"}}}""", "request.action", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":"*"}}""", "request.resource", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*","accountId":"1"}}}""", "request.resource.accountId", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"},"context":{"k":null}}}""", "request.context.k", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"},"context":{"k":"1","K":"2"}}}""", "request.context.K", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"}},"sessionPolicy":[]}""", "sessionPolicy", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"}},"identityPolicies":{}}""", "identityPolicies", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"}},"identityPolicies":[{"name":"p"}]}""", "identityPolicies[0].policy", 1)]
    [InlineData("{\"request\":{\"principal\":\"anonymous\",\"action\":\"a:b\",\"resource\":{\"arn\":\"*\"}},\n\"identityPolicies\":[{\"name\":\"p\",\"policy\":{\n\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Condition\":{\"Like\":{}}}]}}]}", "identityPolicies[0].policy.Statement[0].Condition.Like", 3)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"}},"resourcePolicy":{"Version":"2012-10-17"}}""", "resourcePolicy.Statement", 1)]
    [InlineData("""{"request":{"principal":"anonymous","action":"a:b","resource":{"arn":"*"}},"serviceControlPolicies":[{"orgIdentifier":"r","policies":[{"name":"p","policy":{"Statement":[]}}]}]}""", "serviceControlPolicies[0].policies[0].policy.Statement", 1)]
    public void What_cannot_be_read_is_an_error_with_its_place_and_never_a_decision(string json, string element, int line)
    {
        (string answer, bool ok) = Evaluate.Line(json);
        Assert.False(ok);
        JsonNode error = JsonNode.Parse(answer)!["error"]!;
        Assert.Equal((element, line), ((string)error["element"]!, (int)error["line"]!));
        Assert.Null(JsonNode.Parse(answer)!["decision"]);
    }

    [Fact]
    public void The_role_behind_a_session_is_told_by_the_context_when_its_path_matters()
    {
        const string policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/path/app"},"Action":"s3:*","Resource":"*"}}""";
        string Line(string context) => Evaluate.Line(
            $$"""{"request":{"principal":"arn:aws:sts::111122223333:assumed-role/app/one","action":"s3:GetObject","resource":{"arn":"arn:aws:s3:::b/k"},"context":{{context}} },"resourcePolicy":{{policy}} }""").Answer;
        Assert.Contains("\"allowed\"", Line("{}"), StringComparison.Ordinal);
        Assert.Contains("\"allowed\"", Line("""{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/path/app"}"""), StringComparison.Ordinal);
        Assert.Contains("\"implicitDeny\"", Line("""{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/other/app"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_is_only_assumed_with_its_trust()
    {
        string Line(string trust) => Evaluate.Line(
            $$"""{"request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"sts:AssumeRole","resource":{"arn":"arn:aws:iam::111122223333:role/r"} },"identityPolicies":[{"name":"p","policy":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"} } }],"resourcePolicy":{{trust}} }""").Answer;
        Assert.Contains("\"implicitDeny\"", Line("{}"), StringComparison.Ordinal);
        Assert.Contains("\"allowed\"", Line("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}"""), StringComparison.Ordinal);
    }
}
