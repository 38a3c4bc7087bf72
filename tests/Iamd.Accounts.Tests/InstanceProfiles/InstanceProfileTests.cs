namespace Iamd.Accounts.Tests.InstanceProfiles;

public class InstanceProfileTests
{
    private readonly Daemon _daemon = new();

    [Fact]
    public void A_profile_is_created_and_shown()
    {
        Iam.InstanceProfile created = Create("p", "/web/");
        Assert.Equal("arn:aws:iam::111122223333:instance-profile/web/p", created.Arn);
        Assert.StartsWith("AIPA", created.InstanceProfileId, StringComparison.Ordinal);
        Assert.Empty(created.Roles);
        Assert.Null(created.Tags);
        Assert.Empty(Get("p").Tags!);
    }

    [Fact]
    public void Names_collide_whatever_their_case()
    {
        Create("p");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "Instance Profile P already exists.", 409),
            _daemon.IamError("CreateInstanceProfile", new Iam.CreateInstanceProfileRequest { InstanceProfileName = "P" }));
    }

    [Fact]
    public void The_quota_of_profiles_holds()
    {
        _daemon.SetQuota("InstanceProfilesPerAccount", 0);
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for InstanceProfilesPerAccount: 0", 409),
            _daemon.IamError("CreateInstanceProfile", new Iam.CreateInstanceProfileRequest { InstanceProfileName = "p" }));
    }

    [Fact]
    public void A_profile_holds_one_role()
    {
        _daemon.Put(Entities.Role("r") with { Description = "d", Tags = [new Tag("a", "")] });
        _daemon.Put(Entities.Role("other"));
        Create("p");
        Add("p", "r");
        Iam.Role role = Assert.Single(Get("p").Roles);
        Assert.Equal("r", role.RoleName);
        Assert.NotNull(role.AssumeRolePolicyDocument);
        Assert.Null(role.Description);
        Assert.Null(role.MaxSessionDuration);
        Assert.Null(role.Tags);

        AwsError full = new("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409);
        Assert.Equal(full, _daemon.IamError("AddRoleToInstanceProfile", new Iam.AddRoleToInstanceProfileRequest { InstanceProfileName = "p", RoleName = "other" }));
        Assert.Equal(full, _daemon.IamError("AddRoleToInstanceProfile", new Iam.AddRoleToInstanceProfileRequest { InstanceProfileName = "p", RoleName = "r" }));
        Assert.Equal(
            new AwsError("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", 409),
            _daemon.IamError("DeleteInstanceProfile", new Iam.DeleteInstanceProfileRequest { InstanceProfileName = "p" }));

        _daemon.Iam<Iam.RemoveRoleFromInstanceProfileResponse>("RemoveRoleFromInstanceProfile", new Iam.RemoveRoleFromInstanceProfileRequest { InstanceProfileName = "p", RoleName = "r" });
        Assert.Equal(
            new AwsError("NoSuchEntity", "Role r in Instance Profile p cannot be found.", 404),
            _daemon.IamError("RemoveRoleFromInstanceProfile", new Iam.RemoveRoleFromInstanceProfileRequest { InstanceProfileName = "p", RoleName = "r" }));
        _daemon.Iam<Iam.DeleteInstanceProfileResponse>("DeleteInstanceProfile", new Iam.DeleteInstanceProfileRequest { InstanceProfileName = "p" });
        Assert.Equal(
            new AwsError("NoSuchEntity", "Instance Profile p cannot be found.", 404),
            _daemon.IamError("GetInstanceProfile", new Iam.GetInstanceProfileRequest { InstanceProfileName = "p" }));
    }

    [Theory] // the profile is looked for first
    [InlineData("nothing", "nobody", "Instance Profile nothing cannot be found.")]
    [InlineData("p", "nobody", "The role with name nobody cannot be found.")]
    public void Profile_and_role_must_be_there(string profile, string role, string message)
    {
        Create("p");
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError("AddRoleToInstanceProfile", new Iam.AddRoleToInstanceProfileRequest { InstanceProfileName = profile, RoleName = role }));
        Assert.Equal(expected, _daemon.IamError("RemoveRoleFromInstanceProfile", new Iam.RemoveRoleFromInstanceProfileRequest { InstanceProfileName = profile, RoleName = role }));
    }

    [Fact]
    public void Profiles_are_listed_by_path_and_by_role()
    {
        _daemon.Put(Entities.Role("r"));
        foreach (string name in new[] { "b", "A", "c" })
        {
            Create(name, name == "c" ? "/web/" : null);
            Add(name, "r");
        }
        Create("empty");
        Assert.Equal(["A", "b", "c", "empty"], _daemon.Iam<Iam.ListInstanceProfilesResponse>("ListInstanceProfiles", new Iam.ListInstanceProfilesRequest()).InstanceProfiles.Select(profile => profile.InstanceProfileName));
        Iam.InstanceProfile listed = Assert.Single(
            _daemon.Iam<Iam.ListInstanceProfilesResponse>("ListInstanceProfiles", new Iam.ListInstanceProfilesRequest { PathPrefix = "/web/" }).InstanceProfiles);
        Assert.Null(listed.Tags);

        Iam.ListInstanceProfilesForRoleResponse first = _daemon.Iam<Iam.ListInstanceProfilesForRoleResponse>(
            "ListInstanceProfilesForRole", new Iam.ListInstanceProfilesForRoleRequest { RoleName = "r", MaxItems = 2 });
        Assert.Equal(["A", "b"], first.InstanceProfiles.Select(profile => profile.InstanceProfileName));
        Iam.ListInstanceProfilesForRoleResponse second = _daemon.Iam<Iam.ListInstanceProfilesForRoleResponse>(
            "ListInstanceProfilesForRole", new Iam.ListInstanceProfilesForRoleRequest { RoleName = "r", MaxItems = 2, Marker = first.Marker });
        Assert.Equal(["c"], second.InstanceProfiles.Select(profile => profile.InstanceProfileName));
        Assert.Equal(
            new AwsError("NoSuchEntity", "The role with name nobody cannot be found.", 404),
            _daemon.IamError("ListInstanceProfilesForRole", new Iam.ListInstanceProfilesForRoleRequest { RoleName = "nobody" }));
    }

    [Theory] // action and condition of a second user, who may already add roles; whether the role can be passed
    [InlineData("iam:GetRole", "{}", false)]
    [InlineData("iam:PassRole", "{}", true)]
    [InlineData("iam:PassRole", """{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}""", true)]
    [InlineData("iam:PassRole", """{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}""", false)]
    public void Adding_a_role_needs_the_permission_to_pass_it(string action, string condition, bool allowed)
    {
        _daemon.Put(Entities.Role("r"));
        Create("p");
        User caller = Entities.UserAllowed("caller", action, "arn:aws:iam::111122223333:role/r", condition);
        _daemon.Put(caller with { InlinePolicies = caller.InlinePolicies.Add("add", Entities.UserAllowed("x", "iam:AddRoleToInstanceProfile", "*").InlinePolicies["only"]) });
        AwsError? error = _daemon.Run(
            "iam", "AddRoleToInstanceProfile", new Iam.AddRoleToInstanceProfileRequest { InstanceProfileName = "p", RoleName = "r" }, _daemon.User("caller")).Error;
        Assert.Equal(
            allowed ? null : "User: arn:aws:iam::111122223333:user/caller is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/r because no identity-based policy allows the iam:PassRole action",
            error?.Message);
    }

    private Iam.InstanceProfile Create(string name, string? path = null) => _daemon.Iam<Iam.CreateInstanceProfileResponse>(
        "CreateInstanceProfile", new Iam.CreateInstanceProfileRequest { InstanceProfileName = name, Path = path }).InstanceProfile;

    private Iam.InstanceProfile Get(string name) => _daemon.Iam<Iam.GetInstanceProfileResponse>(
        "GetInstanceProfile", new Iam.GetInstanceProfileRequest { InstanceProfileName = name }).InstanceProfile;

    private void Add(string profile, string role) => _daemon.Iam<Iam.AddRoleToInstanceProfileResponse>(
        "AddRoleToInstanceProfile", new Iam.AddRoleToInstanceProfileRequest { InstanceProfileName = profile, RoleName = role });
}
