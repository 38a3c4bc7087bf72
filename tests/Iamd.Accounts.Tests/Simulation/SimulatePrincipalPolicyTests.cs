namespace Iamd.Accounts.Tests.Simulation;

public class SimulatePrincipalPolicyTests
{
    private const string AliceArn = "arn:aws:iam::111122223333:user/alice";

    private readonly Daemon _daemon = new();

    [Fact]
    public void Matched_statements_say_which_policy_of_whom()
    {
        Group group = Entities.Group("devs") with { InlinePolicies = Inline("list", Allow("s3:ListBucket")) };
        _daemon.Put(group);
        _daemon.Put(Entities.Policy("Buckets", Allow("s3:CreateBucket"), "/team/"));
        _daemon.Put(Entities.User("alice") with
        {
            InlinePolicies = Inline("get", Allow("s3:GetObject")),
            AttachedPolicies = ["arn:aws:iam::111122223333:policy/team/Buckets", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"],
            GroupIds = [group.Id],
        });
        _daemon.Put(Entities.Role("ops") with { InlinePolicies = Inline("own", Allow("s3:GetObject")) });
        Assert.Equal("user_alice_get", Source(AliceArn, "s3:GetObject"));
        Assert.Equal("group_devs_list", Source(AliceArn, "s3:ListBucket"));
        Assert.Equal("Buckets", Source(AliceArn, "s3:CreateBucket"));
        Assert.Equal("IAMReadOnlyAccess", Source(AliceArn, "iam:GetUser"));
        Assert.Equal("group_devs_list", Source("arn:aws:iam::111122223333:group/devs", "s3:ListBucket"));
        Assert.Equal("role_ops_own", Source("arn:aws:iam::111122223333:role/ops", "s3:GetObject"));
        Assert.Equal("implicitDeny", Decision(AliceArn, "s3:DeleteBucket"));
    }

    [Fact]
    public void Policies_may_be_added_and_the_boundary_replaced()
    {
        _daemon.Put(Entities.Policy("Limit", Allow("ec2:*")));
        _daemon.Put(Entities.User("alice") with { PermissionsBoundary = "arn:aws:iam::111122223333:policy/Limit" });
        Iam.SimulatePrincipalPolicyRequest request = Asking(AliceArn, "s3:GetObject") with { PolicyInputList = [Allow("s3:*")] };
        Iam.EvaluationResult limited = One(request);
        Assert.Equal("implicitDeny", limited.EvalDecision);
        Assert.False(limited.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary);
        Iam.EvaluationResult freed = One(request with { PermissionsBoundaryPolicyInputList = [Allow("*")] });
        Assert.Equal("allowed", freed.EvalDecision);
        Assert.True(freed.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary);
    }

    [Theory] // condition on what the daemon knows of alice, decision without any entry
    [InlineData("""{"StringEquals":{"aws:username":"alice"}}""", "allowed")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"blue"}}""", "allowed")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"red"}}""", "implicitDeny")]
    [InlineData("""{"StringEquals":{"iam:ResourceTag/stage":"test"}}""", "allowed")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", "implicitDeny")]
    public void What_the_daemon_knows_need_not_be_stated(string condition, string decision)
    {
        _daemon.Put(Entities.User("bob") with { Tags = [new Tag("stage", "test")] });
        _daemon.Put(Entities.User("alice") with
        {
            Tags = [new Tag("team", "blue")],
            InlinePolicies = Inline("p", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{{condition}}}]}"""),
        });
        Assert.Equal(decision, One(Asking(AliceArn, "iam:GetUser") with { ResourceArns = ["arn:aws:iam::111122223333:user/bob"] }).EvalDecision);
    }

    [Fact]
    public void An_entry_takes_the_place_of_what_the_daemon_knows()
    {
        _daemon.Put(Entities.User("alice") with
        {
            InlinePolicies = Inline("p", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}]}"""),
        });
        Iam.SimulatePrincipalPolicyRequest request = Asking(AliceArn, "s3:GetObject") with { ResourceArns = ["arn:aws:s3:::home/bob/x"] };
        Assert.Equal("implicitDeny", One(request).EvalDecision);
        Assert.Equal("allowed", One(request with { ContextEntries = [new Iam.ContextEntry { ContextKeyName = "AWS:UserName", ContextKeyType = "string", ContextKeyValues = ["bob"] }] }).EvalDecision);
        _daemon.Put(Entities.User("bob"));
        Assert.Equal("allowed", One(request with { CallerArn = "arn:aws:iam::111122223333:user/bob" }).EvalDecision);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:user/nobody", "NoSuchEntity", "The user with name nobody cannot be found.")]
    [InlineData("arn:aws:iam::111122223333:group/nobody", "NoSuchEntity", "The group with name nobody cannot be found.")]
    [InlineData("arn:aws:iam::111122223333:role/nobody", "NoSuchEntity", "The role with name nobody cannot be found.")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/ops/me", "InvalidInput", "Invalid Entity Arn: arn:aws:sts::111122223333:assumed-role/ops/me does not clearly define entity type and name.")]
    [InlineData("arn:aws:iam::111122223333:root", "InvalidInput", "Invalid Entity Arn: arn:aws:iam::111122223333:root does not clearly define entity type and name.")]
    [InlineData("arn:aws:iam::444455556666:role/ops", "InvalidInput", "Invalid Policy Source Arn: caller's account 111122223333 does not have access to policies in account 444455556666")]
    public void The_policy_source_must_be_an_identity_of_the_account(string arn, string code, string message)
    {
        Assert.Equal((code, message), Pair(_daemon.IamError("SimulatePrincipalPolicy", Asking(arn, "s3:GetObject"))));
        Assert.Equal((code, message), Pair(_daemon.IamError("GetContextKeysForPrincipalPolicy", new Iam.GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = arn })));

        static (string, string) Pair(AwsError error) => (error.Code, error.Message);
    }

    [Fact]
    public void A_role_cannot_be_the_caller_of_a_resource_based_policy()
    {
        _daemon.Put(Entities.Role("ops"));
        Iam.SimulatePrincipalPolicyRequest request = Asking("arn:aws:iam::111122223333:role/ops", "s3:GetObject") with
        {
            ResourcePolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""",
        };
        Assert.Equal("Invalid caller - Caller must be an IAM user in this context.", _daemon.IamError("SimulatePrincipalPolicy", request).Message);
    }

    [Fact]
    public void Who_simulates_needs_permission_for_that_identity()
    {
        _daemon.Put(Entities.User("alice") with { InlinePolicies = Inline("p", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:SimulatePrincipalPolicy","Resource":"arn:aws:iam::*:user/${aws:username}"}]}""") });
        _daemon.Put(Entities.User("bob"));
        Caller alice = _daemon.User("alice");
        Assert.Null(_daemon.Run("iam", "SimulatePrincipalPolicy", Asking(AliceArn, "s3:GetObject"), alice).Error);
        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: iam:SimulatePrincipalPolicy on resource: user bob because no identity-based policy allows the iam:SimulatePrincipalPolicy action",
            _daemon.IamError("SimulatePrincipalPolicy", Asking("arn:aws:iam::111122223333:user/bob", "s3:GetObject"), alice).Message);
    }

    [Fact]
    public void Context_keys_of_a_principal_are_those_of_all_its_policies()
    {
        Group group = Entities.Group("devs") with { InlinePolicies = Inline("mfa", Conditional("Bool", "aws:MultiFactorAuthPresent", "true")) };
        _daemon.Put(group);
        _daemon.Put(Entities.User("alice") with { InlinePolicies = Inline("ip", Conditional("IpAddress", "aws:SourceIp", "10.0.0.0/8")), GroupIds = [group.Id] });
        Iam.GetContextKeysForPrincipalPolicyResponse response = _daemon.Iam<Iam.GetContextKeysForPrincipalPolicyResponse>(
            "GetContextKeysForPrincipalPolicy",
            new Iam.GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = AliceArn, PolicyInputList = [Conditional("StringEquals", "aws:RequestTag/x", "1")] });
        Assert.Equal(["aws:SourceIp", "aws:MultiFactorAuthPresent", "aws:RequestTag/x"], response.ContextKeyNames);
    }

    private string? Source(string arn, string action) => One(Asking(arn, action)).MatchedStatements!.Single().SourcePolicyId;

    private string Decision(string arn, string action) => One(Asking(arn, action)).EvalDecision;

    private Iam.EvaluationResult One(Iam.SimulatePrincipalPolicyRequest request) =>
        Assert.Single(_daemon.Iam<Iam.SimulatePrincipalPolicyResponse>("SimulatePrincipalPolicy", request).EvaluationResults!);

    private static Iam.SimulatePrincipalPolicyRequest Asking(string arn, string action) => new() { PolicySourceArn = arn, ActionNames = [action] };

    private static ImmutableSortedDictionary<string, Document> Inline(string name, string document) =>
        ImmutableSortedDictionary<string, Document>.Empty.Add(name, Entities.Document(document));

    private static string Allow(string action) => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";

    private static string Conditional(string @operator, string key, string value) =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"{{{@operator}}}":{"{{{key}}}":"{{{value}}}"} } }]}""";
}
