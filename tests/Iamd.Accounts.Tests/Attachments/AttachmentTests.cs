namespace Iamd.Accounts.Tests.Attachments;

public class AttachmentTests
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string Billing = "arn:aws:iam::aws:policy/job-function/Billing";
    private const string Own = "arn:aws:iam::111122223333:policy/own";

    private readonly Daemon _daemon = new();

    public AttachmentTests()
    {
        _daemon.Put(Entities.Policy("own"));
        _daemon.Put(Entities.User("x"));
        _daemon.Put(Entities.Group("x"));
        _daemon.Put(Entities.Role("x"));
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public void Policies_are_attached_listed_by_name_and_detached(string kind)
    {
        Attach(kind, ReadOnly);
        Attach(kind, Own);
        Attach(kind, Billing);
        Attach(kind, Own);
        Assert.Equal($"Billing {Billing}, own {Own}, ReadOnlyAccess {ReadOnly}", List(kind));
        Assert.Equal($"Billing {Billing}", List(kind, "/job-function/"));
        Assert.Null(_daemon.Run("iam", $"Detach{kind}Policy", DetachRequest(kind, "x", Own)).Error);
        Assert.Equal($"Billing {Billing}, ReadOnlyAccess {ReadOnly}", List(kind));
    }

    [Theory]
    [InlineData("User", "The user with name nobody cannot be found.")]
    [InlineData("Group", "The group with name nobody cannot be found.")]
    [InlineData("Role", "The role with name nobody cannot be found.")]
    public void The_identity_must_be_there(string kind, string message)
    {
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError($"Attach{kind}Policy", AttachRequest(kind, "nobody", ReadOnly)));
        Assert.Equal(expected, _daemon.IamError($"Detach{kind}Policy", DetachRequest(kind, "nobody", ReadOnly)));
        Assert.Equal(expected, _daemon.IamError($"ListAttached{kind}Policies", ListRequest(kind, "nobody", null)));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:policy/other", "NoSuchEntity", "Policy arn:aws:iam::111122223333:policy/other does not exist or is not attachable.", 404)]
    [InlineData("arn:aws:iam::444455556666:policy/own", "NoSuchEntity", "Policy arn:aws:iam::444455556666:policy/own does not exist or is not attachable.", 404)]
    [InlineData("arn:aws:iam::111122223333:role/own", "InvalidInput", "ARN arn:aws:iam::111122223333:role/own is not valid.", 400)]
    [InlineData("longpolicynamebutnoarn", "ValidationError", "ARN longpolicynamebutnoarn is not valid.", 400)]
    [InlineData("arn:aws:iam::aws:policy/aws-service-role/AmazonElasticsearchServiceRolePolicy", "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.", 400)]
    public void What_cannot_be_attached_is_refused(string arn, string code, string message, int status) =>
        Assert.Equal(new AwsError(code, message, status), _daemon.IamError("AttachRolePolicy", AttachRequest("Role", "x", arn)));

    [Theory]
    [InlineData(Own)]
    [InlineData("arn:aws:iam::111122223333:policy/other")]
    public void What_is_not_attached_cannot_be_detached(string arn) =>
        Assert.Equal(
            new AwsError("NoSuchEntity", $"Policy {arn} was not found.", 404),
            _daemon.IamError("DetachRolePolicy", DetachRequest("Role", "x", arn)));

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public void Ten_policies_and_no_more(string kind)
    {
        for (int i = 0; i < 10; i++)
        {
            _daemon.Put(Entities.Policy($"p{i}"));
            Attach(kind, $"arn:aws:iam::111122223333:policy/p{i}");
        }
        Attach(kind, "arn:aws:iam::111122223333:policy/p3");
        Assert.Equal(
            new AwsError("LimitExceeded", $"Cannot exceed quota for PoliciesPer{kind}: 10", 409),
            _daemon.IamError($"Attach{kind}Policy", AttachRequest(kind, "x", Own)));
    }

    [Theory] // condition of the caller's policy, boundary of the target, allowed
    [InlineData("""{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""", null, true)]
    [InlineData("""{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AdministratorAccess"}}""", null, false)]
    [InlineData("""{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/own"}}""", Own, true)]
    [InlineData("""{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/own"}}""", null, false)]
    public void Attaching_can_be_allowed_by_policy_and_by_boundary(string condition, string? boundary, bool allowed)
    {
        _daemon.Put(Entities.User("x") with { PermissionsBoundary = boundary });
        _daemon.Put(Entities.UserAllowed("caller", "iam:AttachUserPolicy", "arn:aws:iam::111122223333:user/x", condition));
        AwsError? error = _daemon.Run("iam", "AttachUserPolicy", AttachRequest("User", "x", ReadOnly), _daemon.User("caller")).Error;
        Assert.Equal(allowed ? null : "AccessDenied", error?.Code);
    }

    private void Attach(string kind, string arn) => Assert.Null(_daemon.Run("iam", $"Attach{kind}Policy", AttachRequest(kind, "x", arn)).Error);

    private string List(string kind, string? pathPrefix = null)
    {
        Assert.True(_daemon.Run("iam", $"ListAttached{kind}Policies", ListRequest(kind, "x", pathPrefix)).TryGet(out var response, out _));
        IReadOnlyList<Iam.AttachedPolicy>? policies = response switch
        {
            Iam.ListAttachedUserPoliciesResponse users => users.AttachedPolicies,
            Iam.ListAttachedGroupPoliciesResponse groups => groups.AttachedPolicies,
            Iam.ListAttachedRolePoliciesResponse roles => roles.AttachedPolicies,
            _ => null,
        };
        return string.Join(", ", policies!.Select(policy => $"{policy.PolicyName} {policy.PolicyArn}"));
    }

    private static object AttachRequest(string kind, string name, string arn) => kind switch
    {
        "User" => new Iam.AttachUserPolicyRequest { UserName = name, PolicyArn = arn },
        "Group" => new Iam.AttachGroupPolicyRequest { GroupName = name, PolicyArn = arn },
        _ => new Iam.AttachRolePolicyRequest { RoleName = name, PolicyArn = arn },
    };

    private static object DetachRequest(string kind, string name, string arn) => kind switch
    {
        "User" => new Iam.DetachUserPolicyRequest { UserName = name, PolicyArn = arn },
        "Group" => new Iam.DetachGroupPolicyRequest { GroupName = name, PolicyArn = arn },
        _ => new Iam.DetachRolePolicyRequest { RoleName = name, PolicyArn = arn },
    };

    private static object ListRequest(string kind, string name, string? pathPrefix) => kind switch
    {
        "User" => new Iam.ListAttachedUserPoliciesRequest { UserName = name, PathPrefix = pathPrefix },
        "Group" => new Iam.ListAttachedGroupPoliciesRequest { GroupName = name, PathPrefix = pathPrefix },
        _ => new Iam.ListAttachedRolePoliciesRequest { RoleName = name, PathPrefix = pathPrefix },
    };
}
