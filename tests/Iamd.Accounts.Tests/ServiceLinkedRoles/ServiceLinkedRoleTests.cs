namespace Iamd.Accounts.Tests.ServiceLinkedRoles;

public class ServiceLinkedRoleTests
{
    private readonly Daemon _daemon = new();

    [Theory]
    [InlineData("autoscaling.amazonaws.com", null, "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy")]
    [InlineData("autoscaling.amazonaws.com", "blue", "AWSServiceRoleForAutoScaling_blue", "AutoScalingServiceRolePolicy")]
    [InlineData("elasticbeanstalk.amazonaws.com", null, "AWSServiceRoleForElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy")]
    [InlineData("ecs.amazonaws.com", null, "AWSServiceRoleForECS", "AmazonECSServiceRolePolicy")]
    [InlineData("es.amazonaws.com", null, "AWSServiceRoleForAmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy")]
    [InlineData("some-new.thing.amazonaws.com", null, "AWSServiceRoleForSomeNewThing", null)]
    public void The_service_names_its_role_and_gives_it_its_permissions(string service, string? suffix, string name, string? policy)
    {
        Iam.Role role = Create(service, suffix);
        Assert.Equal(name, role.RoleName);
        Assert.Equal($"/aws-service-role/{service}/", role.Path);
        Assert.Equal($"arn:aws:iam::111122223333:role/aws-service-role/{service}/{name}", role.Arn);
        Assert.Equal(
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""",
            Uri.UnescapeDataString(role.AssumeRolePolicyDocument!));
        Assert.Equal(
            policy is null ? [] : new[] { $"arn:aws:iam::aws:policy/aws-service-role/{policy}" },
            _daemon.Iam<Iam.ListAttachedRolePoliciesResponse>("ListAttachedRolePolicies", new Iam.ListAttachedRolePoliciesRequest { RoleName = name })
                .AttachedPolicies!.Select(attached => attached.PolicyArn));
    }

    [Fact]
    public void The_policies_that_services_give_their_roles_are_AWS_managed_ones()
    {
        // The one that AWS made for Lex has no public text.
        string[] missing = [.. LinkedRole.All.Where(role => role.PolicyArn is null).Select(role => role.Principal).Order(StringComparer.Ordinal)];
        Assert.Equal(["lex.amazonaws.com"], missing);
        Assert.All(LinkedRole.All, role => Assert.InRange(role.Name.Length, 18, 64));
    }

    [Theory]
    [InlineData("es.amazonaws.com", "x", "Custom suffix is not allowed for es.amazonaws.com")]
    [InlineData("example.com", null, "example.com is not a valid AWS service name.")]
    [InlineData("Ecs.amazonaws.com", null, "Ecs.amazonaws.com is not a valid AWS service name.")]
    [InlineData(".amazonaws.com", null, ".amazonaws.com is not a valid AWS service name.")]
    public void What_the_service_does_not_allow_is_refused(string service, string? suffix, string message) =>
        Assert.Equal(new AwsError("InvalidInput", message, 400), CreateError(service, suffix));

    [Fact]
    public void A_suffix_must_leave_the_name_within_its_length() =>
        Assert.Equal(
            new AwsError("ValidationError", "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64", 400),
            CreateError("autoscaling.amazonaws.com", new string('x', 36)));

    [Fact]
    public void There_is_one_role_for_a_service_and_suffix()
    {
        Create("batch.amazonaws.com");
        Assert.Equal(
            new AwsError("InvalidInput", "Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix.", 400),
            CreateError("batch.amazonaws.com"));
    }

    [Fact]
    public void Only_its_description_and_tags_can_be_changed()
    {
        string name = Create("batch.amazonaws.com").RoleName;
        AwsError expected = new(
            "UnmodifiableEntity", "Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - this role is only modifiable by AWS", 400);
        string readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        _daemon.Put(Entities.InstanceProfile("i"));
        Assert.Equal(expected, _daemon.IamError("DeleteRole", new Iam.DeleteRoleRequest { RoleName = name }));
        Assert.Equal(expected, _daemon.IamError("UpdateRole", new Iam.UpdateRoleRequest { RoleName = name, MaxSessionDuration = 7200 }));
        Assert.Equal(expected, _daemon.IamError("UpdateAssumeRolePolicy", new Iam.UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = Entities.TrustEc2 }));
        Assert.Equal(expected, _daemon.IamError("AttachRolePolicy", new Iam.AttachRolePolicyRequest { RoleName = name, PolicyArn = readOnly }));
        Assert.Equal(expected, _daemon.IamError("DetachRolePolicy", new Iam.DetachRolePolicyRequest { RoleName = name, PolicyArn = readOnly }));
        Assert.Equal(expected, _daemon.IamError("PutRolePolicy", new Iam.PutRolePolicyRequest { RoleName = name, PolicyName = "p", PolicyDocument = Entities.AllowAll }));
        Assert.Equal(expected, _daemon.IamError("DeleteRolePolicy", new Iam.DeleteRolePolicyRequest { RoleName = name, PolicyName = "p" }));
        Assert.Equal(expected, _daemon.IamError("PutRolePermissionsBoundary", new Iam.PutRolePermissionsBoundaryRequest { RoleName = name, PermissionsBoundary = readOnly }));
        Assert.Equal(expected, _daemon.IamError("DeleteRolePermissionsBoundary", new Iam.DeleteRolePermissionsBoundaryRequest { RoleName = name }));
        Assert.Equal(expected, _daemon.IamError("AddRoleToInstanceProfile", new Iam.AddRoleToInstanceProfileRequest { InstanceProfileName = "i", RoleName = name }));

        _daemon.Iam<Iam.UpdateRoleResponse>("UpdateRole", new Iam.UpdateRoleRequest { RoleName = name, Description = "mine" });
        _daemon.Iam<Iam.TagRoleResponse>("TagRole", new Iam.TagRoleRequest { RoleName = name, Tags = [new Iam.Tag { Key = "a", Value = "" }] });
        Assert.Equal("mine", _daemon.Iam<Iam.GetRoleResponse>("GetRole", new Iam.GetRoleRequest { RoleName = name }).Role.Description);
    }

    [Fact]
    public void A_deletion_is_a_task_that_is_finished_at_once()
    {
        string name = Create("batch.amazonaws.com").RoleName;
        string task = _daemon.Iam<Iam.DeleteServiceLinkedRoleResponse>("DeleteServiceLinkedRole", new Iam.DeleteServiceLinkedRoleRequest { RoleName = name }).DeletionTaskId;
        Assert.Matches("^task/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", task);
        Assert.Equal("NoSuchEntity", _daemon.IamError("GetRole", new Iam.GetRoleRequest { RoleName = name }).Code);
        Iam.GetServiceLinkedRoleDeletionStatusResponse status = _daemon.Iam<Iam.GetServiceLinkedRoleDeletionStatusResponse>(
            "GetServiceLinkedRoleDeletionStatus", new Iam.GetServiceLinkedRoleDeletionStatusRequest { DeletionTaskId = task });
        Assert.Equal("SUCCEEDED", status.Status);
        Assert.Null(status.Reason);
        // The name is free again.
        Create("batch.amazonaws.com");
    }

    [Theory]
    [InlineData("task/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch/7d5c9a0e-0000-4000-8000-000000000000", "NoSuchEntity", 404)]
    [InlineData("not a task", "InvalidInput", 400)]
    public void An_unknown_deletion_is_refused(string task, string code, int status)
    {
        AwsError error = _daemon.IamError("GetServiceLinkedRoleDeletionStatus", new Iam.GetServiceLinkedRoleDeletionStatusRequest { DeletionTaskId = task });
        Assert.Equal((code, status), (error.Code, error.Status));
    }

    [Theory]
    [InlineData("ordinary")]
    [InlineData("missing")]
    public void Only_service_linked_roles_are_deleted_so(string name)
    {
        _daemon.Put(Entities.Role("ordinary"));
        Assert.Equal(
            new AwsError("NoSuchEntity", $"The role with name {name} cannot be found.", 404),
            _daemon.IamError("DeleteServiceLinkedRole", new Iam.DeleteServiceLinkedRoleRequest { RoleName = name }));
    }

    [Theory]
    [InlineData("batch.amazonaws.com", true)]
    [InlineData("ecs.amazonaws.com", false)]
    public void Creating_can_be_allowed_for_one_service_only(string service, bool allowed)
    {
        _daemon.Put(Entities.UserAllowed(
            "caller", "iam:CreateServiceLinkedRole", "arn:aws:iam::*:role/aws-service-role/*", """{"StringEquals":{"iam:AWSServiceName":"batch.amazonaws.com"}}"""));
        AwsError? error = _daemon.Run("iam", "CreateServiceLinkedRole", new Iam.CreateServiceLinkedRoleRequest { AWSServiceName = service }, _daemon.User("caller")).Error;
        Assert.Equal(allowed ? null : "AccessDenied", error?.Code);
    }

    private Iam.Role Create(string service, string? suffix = null) => _daemon.Iam<Iam.CreateServiceLinkedRoleResponse>(
        "CreateServiceLinkedRole", new Iam.CreateServiceLinkedRoleRequest { AWSServiceName = service, CustomSuffix = suffix }).Role!;

    private AwsError CreateError(string service, string? suffix = null) =>
        _daemon.IamError("CreateServiceLinkedRole", new Iam.CreateServiceLinkedRoleRequest { AWSServiceName = service, CustomSuffix = suffix });
}
