namespace Iamd.Accounts.Tests.Simulation;

public class SimulateCustomPolicyTests
{
    private const string AllowGet = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string DenySecret = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::secret/*"}]}""";
    private const string Key = "arn:aws:s3:::bucket/key";
    private const string Secret = "arn:aws:s3:::secret/key";

    private readonly Daemon _daemon = new();

    [Theory] // the example of the AWS CLI's documentation: the time stated, the decision
    [InlineData("2019-04-25T11:00:00Z", "allowed")]
    [InlineData("2014-04-25T11:00:00Z", "implicitDeny")]
    public void A_condition_is_decided_by_the_context_stated(string time, string decision)
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = ["""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"""],
            ActionNames = ["dynamodb:CreateBackup"],
            ContextEntries = [Entry("aws:CurrentTime", "date", time)],
        });
        Assert.Equal(("dynamodb:CreateBackup", "*", decision), (result.EvalActionName, result.EvalResourceName, result.EvalDecision));
        Assert.Equal([], result.MissingContextValues);
        Assert.Null(result.ResourceSpecificResults);
        if (decision == "allowed")
            Assert.Equal(["PolicyInputList.1 IAM Policy 1:38-1:167"], Matched(result.MatchedStatements));
        else
            Assert.Equal([], result.MatchedStatements);
    }

    [Theory] // policy text, statement that matches, place as recorded from AWS
    [InlineData("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}", "1:41-1:103")]
    [InlineData("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}", "3:17-8:6")]
    [InlineData("{\r\n  \"Version\": \"2012-10-17\",\r\n  \"Statement\": [\r\n    {\r\n      \"Effect\": \"Allow\",\r\n      \"Action\": \"*\",\r\n      \"Resource\": \"*\"\r\n    }\r\n  ]\r\n}", "3:17-8:6")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"}, {\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}", "1:95-1:149")]
    public void A_matched_statement_stands_where_AWS_says(string policy, string place)
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest { PolicyInputList = [policy], ActionNames = ["s3:GetObject"] });
        Assert.Equal([$"PolicyInputList.1 IAM Policy {place}"], Matched(result.MatchedStatements));
    }

    [Fact]
    public void Each_resource_has_its_result_and_the_most_restrictive_speaks_for_all()
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = [AllowGet, DenySecret],
            ActionNames = ["s3:GetObject"],
            ResourceArns = [Key, Secret],
        });
        Assert.Equal("explicitDeny", result.EvalDecision);
        Assert.Equal("arn:aws:s3:::${BucketName}/${KeyName}", result.EvalResourceName);
        Assert.Equal(["PolicyInputList.2 IAM Policy 1:38-1:106"], Matched(result.MatchedStatements));
        Assert.Equal(
            [(Key, "allowed", "PolicyInputList.1 IAM Policy 1:38-1:95"), (Secret, "explicitDeny", "PolicyInputList.2 IAM Policy 1:38-1:106")],
            result.ResourceSpecificResults!.Select(one => (one.EvalResourceName, one.EvalResourceDecision, Matched(one.MatchedStatements).Single())));
    }

    [Fact]
    public void One_resource_names_the_result()
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest { PolicyInputList = [AllowGet], ActionNames = ["s3:GetObject"], ResourceArns = [Key] });
        Assert.Equal((Key, "allowed"), (result.EvalResourceName, result.EvalDecision));
        Assert.Equal(Key, Assert.Single(result.ResourceSpecificResults!).EvalResourceName);
        Assert.Null(result.PermissionsBoundaryDecisionDetail);
        Assert.Null(result.OrganizationsDecisionDetail);
        // Recorded AWS answer: an empty map for the action, none for each resource.
        Assert.Empty(result.EvalDecisionDetails!);
        Assert.Null(result.ResourceSpecificResults![0].EvalDecisionDetails);
    }

    [Theory] // the boundary allows, decision, AllowedByPermissionsBoundary
    [InlineData("s3:*", "allowed", true)]
    [InlineData("ec2:*", "implicitDeny", false)]
    public void A_permissions_boundary_limits(string allowed, string decision, bool allowedByBoundary)
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = [AllowGet],
            PermissionsBoundaryPolicyInputList = [$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{allowed}}","Resource":"*"}]}"""],
            ActionNames = ["s3:GetObject"],
            ResourceArns = [Key],
        });
        Assert.Equal(decision, result.EvalDecision);
        Assert.Equal(allowedByBoundary, result.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary);
        Assert.Equal(allowedByBoundary, result.ResourceSpecificResults!.Single().PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary);
    }

    [Theory] // identity allows, resource policy's principal, owner, decision, details
    [InlineData(false, "arn:aws:iam::111122223333:user/alice", "111122223333", "allowed", "")]
    [InlineData(true, "arn:aws:iam::111122223333:user/bob", "111122223333", "allowed", "")]
    [InlineData(false, "arn:aws:iam::111122223333:user/bob", "111122223333", "implicitDeny", "")]
    [InlineData(true, "arn:aws:iam::111122223333:user/alice", "444455556666", "allowed", "IAM Policy=allowed Resource Policy=allowed")]
    [InlineData(false, "arn:aws:iam::111122223333:user/alice", "444455556666", "implicitDeny", "IAM Policy=implicitDeny Resource Policy=allowed")]
    [InlineData(true, "arn:aws:iam::111122223333:user/bob", "444455556666", "implicitDeny", "IAM Policy=allowed Resource Policy=implicitDeny")]
    public void A_resource_based_policy_adds_within_an_account_and_is_needed_across(bool identityAllows, string principal, string owner, string decision, string details)
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = identityAllows ? [AllowGet] : [],
            ActionNames = ["s3:GetObject"],
            ResourceArns = [Key],
            ResourcePolicy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"s3:GetObject","Resource":"{{Key}}"}]}""",
            ResourceOwner = $"arn:aws:iam::{owner}:root",
            CallerArn = "arn:aws:iam::111122223333:user/alice",
        });
        Assert.Equal(decision, result.EvalDecision);
        Assert.Equal(details, string.Join(' ', result.EvalDecisionDetails!.Select(pair => $"{pair.Key}={pair.Value}")));
        if (!identityAllows && decision == "allowed")
            Assert.Equal("ResourcePolicy", result.MatchedStatements!.Single().SourcePolicyId);
    }

    [Theory] // effect of the trust policy, decision; AWS's simulator leaves trust policies out
    [InlineData("Allow", "allowed")]
    [InlineData("Deny", "explicitDeny")]
    public void A_trust_policy_is_simulated_as_one(string effect, string decision) =>
        Assert.Equal(decision, One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = [Entities.AllowAll],
            ActionNames = ["sts:AssumeRole"],
            ResourceArns = ["arn:aws:iam::111122223333:role/ops"],
            ResourcePolicy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"sts:AssumeRole"}]}""",
            CallerArn = "arn:aws:iam::111122223333:user/alice",
        }).EvalDecision);

    [Fact]
    public void Each_type_of_policy_is_summed_up_by_its_gravest_decision()
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = [$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"{{Key}}"}]}"""],
            ActionNames = ["s3:GetObject"],
            ResourceArns = [Key, Secret],
            ResourcePolicy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"s3:GetObject","Resource":"{{Secret}}"}]}""",
            ResourceOwner = "arn:aws:iam::444455556666:root",
            CallerArn = "arn:aws:iam::111122223333:user/alice",
        });
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["IAM Policy"] = "implicitDeny", ["Resource Policy"] = "implicitDeny" },
            result.EvalDecisionDetails);
        Assert.Equal("allowed", result.ResourceSpecificResults![0].EvalDecisionDetails!["IAM Policy"]);
    }

    [Fact]
    public void Without_a_resource_based_policy_only_the_callers_side_is_simulated_wherever_the_resource_is() =>
        Assert.Equal("allowed", One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = [Entities.AllowAll],
            ActionNames = ["dynamodb:GetItem"],
            ResourceArns = ["arn:aws:dynamodb:us-east-1:999988887777:table/t"],
        }).EvalDecision);

    [Fact]
    public void Context_keys_that_are_needed_and_not_stated_are_told()
    {
        Iam.EvaluationResult result = One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = ["""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::bucket/${aws:username}/*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}"""],
            ActionNames = ["s3:GetObject"],
            ContextEntries = [Entry("aws:SourceIp", "ip", "10.1.2.3")],
        });
        Assert.Equal(["aws:username"], result.MissingContextValues);
    }

    [Theory] // type, values, operator, policy value, allowed
    [InlineData("string", "a", "StringEquals", "a", true)]
    [InlineData("stringList", "a b", "ForAllValues:StringEquals", "a", false)]
    [InlineData("stringList", "a b", "ForAnyValue:StringEquals", "a", true)]
    [InlineData("numeric", "5", "NumericLessThan", "6", true)]
    [InlineData("boolean", "true", "Bool", "true", true)]
    [InlineData("ip", "203.0.113.7", "IpAddress", "203.0.113.0/24", true)]
    [InlineData("date", "2026-01-01T00:00:00Z", "DateGreaterThan", "2025-01-01T00:00:00Z", true)]
    public void Context_entries_have_types(string type, string values, string @operator, string value, bool allowed) =>
        Assert.Equal(allowed ? "allowed" : "implicitDeny", One(new Iam.SimulateCustomPolicyRequest
        {
            PolicyInputList = [$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"x:Y","Resource":"*","Condition":{"{{{@operator}}}":{"x:key":"{{{value}}}"} } }]}"""],
            ActionNames = ["x:Y"],
            ContextEntries = [Entry("x:key", type, values.Split(' '))],
        }).EvalDecision);

    [Fact]
    public void Results_come_in_pages_of_actions()
    {
        Iam.SimulateCustomPolicyRequest request = new() { PolicyInputList = [AllowGet], ActionNames = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], MaxItems = 2 };
        Iam.SimulateCustomPolicyResponse first = Simulate(request);
        Assert.Equal(["s3:GetObject", "s3:PutObject"], first.EvaluationResults!.Select(result => result.EvalActionName));
        Assert.True(first.IsTruncated);
        Iam.SimulateCustomPolicyResponse second = Simulate(request with { Marker = first.Marker });
        Assert.Equal(["s3:ListBucket"], second.EvaluationResults!.Select(result => result.EvalActionName));
        Assert.False(second.IsTruncated);
        Assert.Null(second.Marker);
        Assert.Equal("Invalid Marker.", Error(request with { Marker = first.Marker, ActionNames = ["s3:GetObject"] }).Message);
    }

    public static TheoryData<Iam.SimulateCustomPolicyRequest, string> Invalid => new()
    {
        { Asking("s3:*"), "Invalid Action Name: s3:*" },
        { Asking("GetObject"), "Invalid Action Name: GetObject" },
        { Asking() with { ResourceArns = ["14a050d4-021e-4efe-84bb-0871bf6d0fda"] }, "ResourceNames are not in a valid ARN format: 14a050d4-021e-4efe-84bb-0871bf6d0fda." },
        { Asking() with { ResourceArns = [Key, "*"] }, "Invalid resource input list: you cannot include both * and individual resources in the resource list for a simulation." },
        { Asking() with { ResourceOwner = "123456789012" }, "'123456789012' is not a valid as a Resource Owner." },
        { Asking() with { ResourcePolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""" }, "Invalid caller - Caller must be an IAM user in this context." },
        { Asking() with { CallerArn = "arn:aws:iam::111122223333:role/ops" }, "Invalid caller - Caller must be an IAM user in this context." },
        { Asking() with { PolicyInputList = [AllowGet, "{"] }, "Invalid Input Policy PolicyInputList.2: Syntax errors in policy." },
        { Asking() with { PermissionsBoundaryPolicyInputList = [AllowGet, AllowGet] }, "The list of Permissions Boundary policies cannot exceed 1 items." },
        { Asking() with { ContextEntries = [Entry("x:key", "numeric", "many")] }, "Invalid Context Entry: 'many' is not a valid value of type numeric for x:key." },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_cannot_be_simulated_is_refused(Iam.SimulateCustomPolicyRequest request, string message) =>
        Assert.Equal(new AwsError("InvalidInput", message, 400), Error(request));

    [Fact]
    public void Context_keys_of_policies_come_once_and_in_their_order()
    {
        Iam.GetContextKeysForCustomPolicyResponse response = _daemon.Iam<Iam.GetContextKeysForCustomPolicyResponse>(
            "GetContextKeysForCustomPolicy",
            new Iam.GetContextKeysForCustomPolicyRequest
            {
                PolicyInputList =
                [
                    """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}""",
                    """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"AWS:UserName":"x","aws:SecureTransport":"true"}}}}""",
                ],
            });
        Assert.Equal(["aws:username", "aws:CurrentTime", "aws:SecureTransport"], response.ContextKeyNames);
        Assert.Equal(
            "InvalidInput",
            _daemon.IamError("GetContextKeysForCustomPolicy", new Iam.GetContextKeysForCustomPolicyRequest { PolicyInputList = ["no policy"] }).Code);
    }

    [Theory] // actions, resources; items of the first page: MaxItems is 100, and 10,000 questions are answered at a time
    [InlineData(120, 1, 100)]
    [InlineData(120, 100, 100)]
    [InlineData(120, 1000, 10)]
    [InlineData(3, 4000, 2)]
    [InlineData(3, 9000, 1)]
    public void A_page_ends_early_when_there_are_many_resources(int actions, int resources, int items)
    {
        Iam.SimulateCustomPolicyRequest request = new()
        {
            PolicyInputList = [AllowGet],
            ActionNames = [.. Enumerable.Range(0, actions).Select(i => $"s3:Action{i}")],
            ResourceArns = [.. Enumerable.Range(0, resources).Select(i => $"arn:aws:s3:::bucket/{i}")],
        };
        Iam.SimulateCustomPolicyResponse page = Simulate(request);
        Assert.Equal(items, page.EvaluationResults!.Count);
        Assert.True(page.IsTruncated);
        Assert.Equal($"s3:Action{items}", Simulate(request with { Marker = page.Marker }).EvaluationResults![0].EvalActionName);
    }

    private static Iam.SimulateCustomPolicyRequest Asking(string action = "s3:GetObject") => new() { PolicyInputList = [AllowGet], ActionNames = [action] };

    private static Iam.ContextEntry Entry(string key, string type, params string[] values) =>
        new() { ContextKeyName = key, ContextKeyType = type, ContextKeyValues = values };

    private Iam.SimulateCustomPolicyResponse Simulate(Iam.SimulateCustomPolicyRequest request) =>
        _daemon.Iam<Iam.SimulateCustomPolicyResponse>("SimulateCustomPolicy", request);

    private Iam.EvaluationResult One(Iam.SimulateCustomPolicyRequest request) => Assert.Single(Simulate(request).EvaluationResults!);

    private AwsError Error(Iam.SimulateCustomPolicyRequest request) => _daemon.IamError("SimulateCustomPolicy", request);

    private static IEnumerable<string> Matched(IReadOnlyList<Iam.Statement>? statements) => statements!.Select(statement =>
        $"{statement.SourcePolicyId} {statement.SourcePolicyType} {statement.StartPosition!.Line}:{statement.StartPosition.Column}-{statement.EndPosition!.Line}:{statement.EndPosition.Column}");
}
