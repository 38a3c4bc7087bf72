namespace Iamd.Accounts.Tests.Roles;

public class RoleTests
{
    private readonly Daemon _daemon = new();

    [Fact]
    public void A_new_role_is_answered_without_description_and_session_duration()
    {
        Iam.Role role = Create(new() { RoleName = "r", Path = "/team/", Description = "d", MaxSessionDuration = 7200, Tags = [new Iam.Tag { Key = "a", Value = "1" }] });
        Assert.Equal("/team/", role.Path);
        Assert.Equal("r", role.RoleName);
        Assert.StartsWith("AROA", role.RoleId, StringComparison.Ordinal);
        Assert.Equal("arn:aws:iam::111122223333:role/team/r", role.Arn);
        Assert.Equal(_daemon.Now, role.CreateDate);
        Assert.Equal(Uri.EscapeDataString(Entities.TrustEc2), role.AssumeRolePolicyDocument);
        Assert.Null(role.Description);
        Assert.Null(role.MaxSessionDuration);
        Assert.Null(role.RoleLastUsed);
        Assert.Equal(["a"], role.Tags!.Select(tag => tag.Key));
    }

    [Fact]
    public void GetRole_shows_all_and_lists_show_less()
    {
        _daemon.Put(Entities.Policy("limit"));
        Create(new() { RoleName = "r", Description = "d", PermissionsBoundary = "arn:aws:iam::111122223333:policy/limit", Tags = [new Iam.Tag { Key = "a", Value = "1" }] });
        Iam.Role role = Get("r");
        Assert.Equal("d", role.Description);
        Assert.Equal(3600, role.MaxSessionDuration);
        Assert.Equal("arn:aws:iam::111122223333:policy/limit", role.PermissionsBoundary!.PermissionsBoundaryArn);
        Assert.Equal("Policy", role.PermissionsBoundary.PermissionsBoundaryType);
        Assert.Equal(["a"], role.Tags!.Select(tag => tag.Key));
        Assert.Equal(new Iam.RoleLastUsed(), role.RoleLastUsed);

        Iam.Role listed = Assert.Single(_daemon.Iam<Iam.ListRolesResponse>("ListRoles", new Iam.ListRolesRequest()).Roles);
        Assert.Equal("d", listed.Description);
        Assert.Equal(3600, listed.MaxSessionDuration);
        Assert.Null(listed.Tags);
        Assert.Null(listed.PermissionsBoundary);
        Assert.Null(listed.RoleLastUsed);
    }

    [Fact]
    public void A_role_without_tags_is_shown_without_a_list()
    {
        Create(new() { RoleName = "r" });
        Assert.Null(Get("r").Tags);
    }

    [Fact]
    public void Names_collide_whatever_their_case()
    {
        Create(new() { RoleName = "Role" });
        Assert.Equal(new AwsError("EntityAlreadyExists", "Role with name rOLE already exists.", 409), CreateError(new() { RoleName = "rOLE" }));
    }

    [Theory] // recorded AWS answer
    [InlineData("/aws-service-role/")]
    [InlineData("/aws-service-role/ecs.amazonaws.com/")]
    public void The_path_of_service_linked_roles_is_taken(string path) =>
        Assert.Equal(
            new AwsError("InvalidInput", "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles", 400),
            CreateError(new() { RoleName = "r", Path = path }));

    [Fact]
    public void The_quota_of_roles_holds()
    {
        _daemon.SetQuota("RolesPerAccount", 1);
        Create(new() { RoleName = "one" });
        Assert.Equal(new AwsError("LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1", 409), CreateError(new() { RoleName = "two" }));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:policy/missing", "NoSuchEntity", "Scope ARN: arn:aws:iam::111122223333:policy/missing does not exist or is not attachable.", 404)]
    [InlineData("arn:aws:iam::111122223333:not_a_policy/x", "InvalidInput", "ARN arn:aws:iam::111122223333:not_a_policy/x is not valid.", 400)]
    public void A_boundary_must_be_a_policy_that_is_there(string boundary, string code, string message, int status) =>
        Assert.Equal(new AwsError(code, message, status), CreateError(new() { RoleName = "r", PermissionsBoundary = boundary }));

    [Fact]
    public void Tags_are_checked() =>
        Assert.Equal(
            new AwsError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", 400),
            CreateError(new() { RoleName = "r", Tags = [new Iam.Tag { Key = "a", Value = "" }, new Iam.Tag { Key = "A", Value = "" }] }));

    [Fact]
    public void UpdateRole_keeps_what_is_left_out()
    {
        Create(new() { RoleName = "r", Description = "first" });
        Update(new() { RoleName = "r", MaxSessionDuration = 43200 });
        Assert.Equal(("first", 43200), (Get("r").Description, Get("r").MaxSessionDuration));
        Update(new() { RoleName = "r", Description = "second" });
        Assert.Equal(("second", 43200), (Get("r").Description, Get("r").MaxSessionDuration));
        Update(new() { RoleName = "r" });
        Assert.Equal(("second", 43200), (Get("r").Description, Get("r").MaxSessionDuration));
    }

    [Fact]
    public void UpdateRoleDescription_answers_the_role_with_its_description()
    {
        Create(new() { RoleName = "r" });
        Iam.Role role = _daemon.Iam<Iam.UpdateRoleDescriptionResponse>(
            "UpdateRoleDescription", new Iam.UpdateRoleDescriptionRequest { RoleName = "r", Description = "d" }).Role!;
        Assert.Equal("d", role.Description);
        Assert.Null(role.MaxSessionDuration);
        Assert.Equal("d", Get("r").Description);
    }

    [Theory] // in the order in which they are asked for
    [InlineData("profile attached inline", "Cannot delete entity, must remove roles from instance profile first.")]
    [InlineData("attached inline", "Cannot delete entity, must detach all policies first.")]
    [InlineData("inline", "Cannot delete entity, must delete policies first.")]
    public void A_role_is_not_deleted_while_anything_hangs_on_it(string what, string message)
    {
        Role role = Entities.Role("r");
        if (what.Contains("attached", StringComparison.Ordinal))
            role = role with { AttachedPolicies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
        if (what.Contains("inline", StringComparison.Ordinal))
            role = role with { InlinePolicies = role.InlinePolicies.Add("p", Entities.Document(Entities.AllowAll)) };
        _daemon.Put(role);
        if (what.Contains("profile", StringComparison.Ordinal))
            _daemon.Put(Entities.InstanceProfile("i") with { RoleId = role.Id });
        Assert.Equal(new AwsError("DeleteConflict", message, 409), _daemon.IamError("DeleteRole", new Iam.DeleteRoleRequest { RoleName = "r" }));
    }

    [Fact]
    public void A_boundary_and_tags_go_with_the_role()
    {
        _daemon.Put(Entities.Role("r") with { PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess", Tags = [new Tag("a", "")] });
        _daemon.Iam<Iam.DeleteRoleResponse>("DeleteRole", new Iam.DeleteRoleRequest { RoleName = "r" });
        Assert.Equal(new AwsError("NoSuchEntity", "The role with name r cannot be found.", 404), _daemon.IamError("GetRole", new Iam.GetRoleRequest { RoleName = "r" }));
    }

    [Fact]
    public void A_missing_role_is_named_by_every_operation()
    {
        AwsError expected = new("NoSuchEntity", "The role with name r cannot be found.", 404);
        Assert.Equal(expected, _daemon.IamError("GetRole", new Iam.GetRoleRequest { RoleName = "r" }));
        Assert.Equal(expected, _daemon.IamError("UpdateRole", new Iam.UpdateRoleRequest { RoleName = "r" }));
        Assert.Equal(expected, _daemon.IamError("UpdateRoleDescription", new Iam.UpdateRoleDescriptionRequest { RoleName = "r", Description = "" }));
        Assert.Equal(expected, _daemon.IamError("UpdateAssumeRolePolicy", new Iam.UpdateAssumeRolePolicyRequest { RoleName = "r", PolicyDocument = Entities.TrustEc2 }));
        Assert.Equal(expected, _daemon.IamError("DeleteRole", new Iam.DeleteRoleRequest { RoleName = "r" }));
    }

    [Fact]
    public void Roles_are_listed_by_path_in_pages()
    {
        foreach (string name in new[] { "b", "A", "c" })
            Create(new() { RoleName = name, Path = "/team/" });
        Create(new() { RoleName = "other" });
        Iam.ListRolesResponse first = _daemon.Iam<Iam.ListRolesResponse>("ListRoles", new Iam.ListRolesRequest { PathPrefix = "/team/", MaxItems = 2 });
        Assert.Equal(["A", "b"], first.Roles.Select(role => role.RoleName));
        Assert.True(first.IsTruncated);
        Iam.ListRolesResponse second = _daemon.Iam<Iam.ListRolesResponse>("ListRoles", new Iam.ListRolesRequest { PathPrefix = "/team/", MaxItems = 2, Marker = first.Marker });
        Assert.Equal(["c"], second.Roles.Select(role => role.RoleName));
        Assert.False(second.IsTruncated);
    }

    [Theory] // what the caller may do; whether a role with a tag can be made
    [InlineData("iam:CreateRole", false)]
    [InlineData("iam:*Role", true)]
    public void Tags_at_creation_need_the_permission_to_tag(string action, bool allowed)
    {
        _daemon.Put(Entities.UserAllowed("caller", action, "*", """{"StringEquals":{"aws:RequestTag/team":"blue"}}"""));
        Iam.CreateRoleRequest request = new() { RoleName = "r", AssumeRolePolicyDocument = Entities.TrustEc2, Tags = [new Iam.Tag { Key = "team", Value = "blue" }] };
        AwsError? error = _daemon.Run("iam", "CreateRole", request, _daemon.User("caller")).Error;
        Assert.Equal(
            allowed ? null : "User: arn:aws:iam::111122223333:user/caller is not authorized to perform: iam:TagRole on resource: arn:aws:iam::111122223333:role/r because no identity-based policy allows the iam:TagRole action",
            error?.Message);
    }

    private sealed record NewRole
    {
        public required string RoleName { get; init; }

        public string? Path { get; init; }

        public string? Description { get; init; }

        public int? MaxSessionDuration { get; init; }

        public string? PermissionsBoundary { get; init; }

        public Iam.Tag[] Tags { get; init; } = [];

        public Iam.CreateRoleRequest Request => new()
        {
            RoleName = RoleName,
            AssumeRolePolicyDocument = Entities.TrustEc2,
            Path = Path,
            Description = Description,
            MaxSessionDuration = MaxSessionDuration,
            PermissionsBoundary = PermissionsBoundary,
            Tags = Tags,
        };
    }

    private Iam.Role Create(NewRole role) => _daemon.Iam<Iam.CreateRoleResponse>("CreateRole", role.Request).Role;

    private AwsError CreateError(NewRole role) => _daemon.IamError("CreateRole", role.Request);

    private Iam.Role Get(string name) => _daemon.Iam<Iam.GetRoleResponse>("GetRole", new Iam.GetRoleRequest { RoleName = name }).Role;

    private void Update(Iam.UpdateRoleRequest request) => _daemon.Iam<Iam.UpdateRoleResponse>("UpdateRole", request);
}
