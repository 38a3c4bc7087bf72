namespace Iamd.Accounts.Tests;

public sealed class PoliciesGrantingServiceAccessTests
{
    private const string Bucket = "arn:aws:s3:::a/*";

    private readonly Daemon _daemon = new();

    [Fact]
    public void A_user_has_its_own_policies_and_its_groups_in_the_order_of_the_request()
    {
        _daemon.Put(Entities.Policy("shared", Samples.Allow("sqs:SendMessage"), "/team/"));
        string shared = "arn:aws:iam::111122223333:policy/team/shared";
        Group group = WithInline(Entities.Group("crew"), ("crew-lambda", Samples.Allow("lambda:ListFunctions"))) with { AttachedPolicies = [shared] };
        User user = WithInline(Entities.User("alice"), ("z-direct", Samples.Allow("s3:GetObject"))) with { AttachedPolicies = [shared], GroupIds = [group.Id] };
        _daemon.Put(group, user);

        Iam.ListPoliciesGrantingServiceAccessResponse answer = List("arn:aws:iam::111122223333:user/alice", "sqs", "s3", "lambda", "s3", "dynamodb");

        Assert.Equal(["sqs", "s3", "lambda", "dynamodb"], answer.PoliciesGrantingServiceAccess.Select(entry => entry.ServiceNamespace));
        Assert.Equal(
            [
                new Iam.PolicyGrantingServiceAccess { PolicyName = "shared", PolicyType = "MANAGED", PolicyArn = shared },
                new Iam.PolicyGrantingServiceAccess { PolicyName = "z-direct", PolicyType = "INLINE", EntityType = "USER", EntityName = "alice" },
                new Iam.PolicyGrantingServiceAccess { PolicyName = "crew-lambda", PolicyType = "INLINE", EntityType = "GROUP", EntityName = "crew" },
            ],
            answer.PoliciesGrantingServiceAccess.SelectMany(entry => entry.Policies!));
        Assert.False(answer.IsTruncated);
        Assert.Null(answer.Marker);
    }

    [Theory]
    [InlineData("group/crew", "GROUP", "crew")]
    [InlineData("role/app", "ROLE", "app")]
    [InlineData("role/any/path/app", "ROLE", "app")]
    public void Groups_and_roles_have_their_own_policies(string resource, string type, string name)
    {
        _daemon.Put(WithInline(Entities.Group("crew"), ("p", Samples.Allow("s3:*"))), WithInline(Entities.Role("app", "/path/"), ("p", Samples.Allow("s3:*"))));
        Assert.Equal(
            [new Iam.PolicyGrantingServiceAccess { PolicyName = "p", PolicyType = "INLINE", EntityType = type, EntityName = name }],
            List($"arn:aws:iam::111122223333:{resource}", "s3").PoliciesGrantingServiceAccess.Single().Policies);
    }

    [Fact]
    public void A_permissions_boundary_and_a_denial_in_another_policy_change_nothing()
    {
        _daemon.Put(Entities.Policy("boundary", Samples.Allow("dynamodb:*")));
        _daemon.Put(WithInline(Entities.User("alice"), ("allow", Samples.Allow("s3:GetObject")), ("deny", Samples.Statement("Deny", "s3:*"))) with
        {
            PermissionsBoundary = "arn:aws:iam::111122223333:policy/boundary",
        });
        Iam.ListPoliciesGrantingServiceAccessResponse answer = List("arn:aws:iam::111122223333:user/alice", "s3", "dynamodb");
        Assert.Equal(["allow"], answer.PoliciesGrantingServiceAccess[0].Policies!.Select(policy => policy.PolicyName));
        Assert.Empty(answer.PoliciesGrantingServiceAccess[1].Policies!);
    }

    public static TheoryData<string, string> Policies => new()
    {
        // As recorded for the services s3, sqs and iam.
        { One("Allow", "s3:GetObject", "*"), "s3" },
        { One("Deny", "s3:*", "*"), "" },
        { One("Allow", "s3:GetObject", "*") + "," + One("Deny", "s3:*", "*"), "" },
        { One("Allow", "s3:GetObject", "*", IfNobody), "s3" },
        { One("Allow", "s3:GetObject", "*", IfNobody) + "," + One("Deny", "s3:*", "*"), "" },
        { One("Allow", "s3:GetObject", "arn:aws:iam::111122223333:user/nobody"), "" },
        { One("Allow", "s3:NoSuchAction", "*"), "s3" },
        { One("Allow", "nosuchservice:Read", "*"), "" },
        { One("Allow", "s3:Get*", "*"), "s3" },
        { One("Allow", "S3:GETOBJECT", "*"), "s3" },
        { """{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}""", "sqs iam" },
        { """{"Effect":"Allow","Action":"s3:GetObject","NotResource":"*"}""", "" },
        { One("Allow", "iam:PassRole", "*"), "iam" },
        { One("Allow", "s3:GetObject", "*") + "," + One("Deny", "s3:*", "*", IfNobody), "s3" },
        { One("Allow", "s3:GetObject", "arn:aws:s3:::a"), "s3" },
        { One("Allow", "s3:GetObject", Bucket) + "," + One("Deny", "s3:*", Bucket), "s3" },
        { One("Allow", "s3:GetObject", Bucket) + "," + One("Deny", "s3:*", "arn:aws:s3:::*"), "s3" },
        { One("Allow", "s3:GetObject", Bucket) + "," + One("Deny", "s3:GetObject", "*"), "s3" },
        { One("Allow", "s3:GetObject", Bucket) + "," + """{"Effect":"Deny","Action":"s3:GetObject","NotResource":"arn:aws:s3:::a/*"}""", "s3" },
        // By the same rules.
        { One("Allow", "*", "*"), "s3 sqs iam" },
        { One("Allow", "*", "*") + "," + One("Deny", "*", "*"), "" },
        { """{"Effect":"Allow","NotAction":"s3:Get*","Resource":"*"}""", "s3 sqs iam" },
        { """{"Effect":"Allow","NotAction":"*","Resource":"*"}""", "" },
        { One("Allow", "*", "arn:aws:sqs:*:*:*"), "sqs" },
        { One("Allow", "*", "arn:aws:*"), "s3 sqs iam" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_grants_the_services_that_it_reaches_unless_it_denies_them_whole(string statements, string granted)
    {
        _daemon.Put(WithInline(Entities.User("alice"), ("p", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""")));
        Assert.Equal(
            granted,
            string.Join(' ', List("arn:aws:iam::111122223333:user/alice", "s3", "sqs", "iam")
                .PoliciesGrantingServiceAccess.Where(entry => entry.Policies!.Count > 0).Select(entry => entry.ServiceNamespace)));
    }

    [Theory]  // as recorded
    [InlineData("arn:aws:iam::111122223333:user/nobody", "NoSuchEntity", "ARN arn:aws:iam::111122223333:user/nobody does not exist.", 404)]
    [InlineData("arn:aws:iam::111122223333:policy/p", "InvalidInput", "Invalid Entity Arn: arn:aws:iam::111122223333:policy/p is not supported.", 400)]
    [InlineData("arn:aws:iam::111122223333:root", "InvalidInput", "Could not extract entity from ARN : arn:aws:iam::111122223333:root", 400)]
    [InlineData("arn:aws:s3::111122223333:user/alice", "ValidationError", "Invalid service in ARN", 400)]
    [InlineData("arn:aws-cn:iam::111122223333:user/alice", "ValidationError", "Invalid ARN partition", 400)]
    [InlineData("arn:aws:iam::999999999999:user/alice", "AccessDenied", "User: arn:aws:iam::111122223333:root is not authorized to perform the operation on arn:aws:iam::999999999999:user/alice", 403)]
    [InlineData("no ARN, but long enough", "ValidationError", "ARN no ARN, but long enough is not valid.", 400)]
    public void An_ARN_must_name_an_identity_of_the_account(string arn, string code, string message, int status)
    {
        _daemon.AddUser("alice");
        Assert.Equal(new AwsError(code, message, status), _daemon.IamError("ListPoliciesGrantingServiceAccess", Request(arn, "s3")));
    }

    [Theory]
    [InlineData("nosuchservice", "[nosuchservice]")]
    [InlineData("S3,IAM", "[S3, IAM]")]
    [InlineData("s3,no_such", "[no_such]")]
    public void Services_are_named_by_their_prefix_in_its_own_case(string namespaces, string named)
    {
        _daemon.AddUser("alice");
        Assert.Equal(
            new AwsError("InvalidInput", $"Invalid service namespace: {named}", 400),
            _daemon.IamError("ListPoliciesGrantingServiceAccess", Request("arn:aws:iam::111122223333:user/alice", namespaces.Split(','))));
    }

    [Fact]
    public void There_is_one_page_so_no_marker_is_valid()
    {
        _daemon.AddUser("alice");
        Assert.Equal(
            new AwsError("ValidationError", "Invalid Marker.", 400),
            _daemon.IamError("ListPoliciesGrantingServiceAccess", Request("arn:aws:iam::111122223333:user/alice", "s3") with { Marker = "invalid" }));
    }

    [Fact]
    public void The_caller_must_be_allowed_it_on_the_identity()
    {
        _daemon.AddUser("alice");
        _daemon.AddUser("auditor", Samples.Allow("iam:ListPoliciesGrantingServiceAccess", "arn:aws:iam::111122223333:user/alice"));
        Assert.Null(_daemon.Run("iam", "ListPoliciesGrantingServiceAccess", Request("arn:aws:iam::111122223333:user/alice", "s3"), _daemon.User("auditor")).Error);
        Assert.Equal(
            "AccessDenied",
            _daemon.IamError("ListPoliciesGrantingServiceAccess", Request("arn:aws:iam::111122223333:user/auditor", "s3"), _daemon.User("auditor")).Code);
    }

    private const string IfNobody = """{"StringEquals":{"aws:username":"nobody"}}""";

    private static string One(string effect, string action, string resource, string condition = "{}") =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}""";

    private static T WithInline<T>(T identity, params ReadOnlySpan<(string Name, string Text)> policies)
        where T : Identity
    {
        foreach ((string name, string text) in policies)
            identity = identity with { InlinePolicies = identity.InlinePolicies.Add(name, Entities.Document(text)) };
        return identity;
    }

    private static Iam.ListPoliciesGrantingServiceAccessRequest Request(string arn, params string[] namespaces) =>
        new() { Arn = arn, ServiceNamespaces = namespaces };

    private Iam.ListPoliciesGrantingServiceAccessResponse List(string arn, params string[] namespaces) =>
        _daemon.Iam<Iam.ListPoliciesGrantingServiceAccessResponse>("ListPoliciesGrantingServiceAccess", Request(arn, namespaces));
}
