namespace Iamd.Accounts.Tests;

public sealed class GroupTests
{
    private readonly Daemon _daemon = new();

    [Theory]
    [InlineData(null, "/", "arn:aws:iam::111122223333:group/Developers")]
    [InlineData("/some/location/", "/some/location/", "arn:aws:iam::111122223333:group/some/location/Developers")]
    public void A_new_group_is_answered_and_found_again_without_members(string? path, string answered, string arn)
    {
        Iam.Group created = Create("Developers", path);
        Assert.Equal(("Developers", answered, arn, _daemon.Now), (created.GroupName, created.Path, created.Arn, created.CreateDate));
        Assert.Matches("^AGPA[A-Z2-7]{17}$", created.GroupId);

        Iam.GetGroupResponse got = Get("developers");
        Assert.Equal(created, got.Group);
        Assert.Empty(got.Users);
        Assert.False(got.IsTruncated);
    }

    [Fact]
    public void A_group_name_is_unique_regardless_of_case()
    {
        Create("Developers");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "Group with name developers already exists.", 409),
            _daemon.IamError("CreateGroup", new Iam.CreateGroupRequest { GroupName = "developers" }));
    }

    [Fact]
    public void An_account_holds_as_many_groups_as_its_quota_says()
    {
        _daemon.Put(_daemon.Account.Settings with { Quotas = Quotas.Defaults.With("GroupsPerAccount", 1)! });
        Create("a");
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 1", 409),
            _daemon.IamError("CreateGroup", new Iam.CreateGroupRequest { GroupName = "b" }));
    }

    [Theory] // operation, user and group, then what cannot be found
    [InlineData("GetGroup", "", "none", "The group with name none cannot be found.")]
    [InlineData("UpdateGroup", "", "none", "The group with name none cannot be found.")]
    [InlineData("DeleteGroup", "", "none", "The group with name none cannot be found.")]
    [InlineData("AddUserToGroup", "alice", "none", "The group with name none cannot be found.")]
    [InlineData("AddUserToGroup", "nobody", "developers", "The user with name nobody cannot be found.")]
    [InlineData("AddUserToGroup", "nobody", "none", "The user with name nobody cannot be found.")]
    [InlineData("RemoveUserFromGroup", "alice", "none", "The group with name none cannot be found.")]
    [InlineData("RemoveUserFromGroup", "nobody", "none", "The user with name nobody cannot be found.")]
    public void What_is_not_there_cannot_be_found(string operation, string user, string group, string message)
    {
        _daemon.AddUser("alice");
        Create("developers");
        Assert.Equal(
            new AwsError("NoSuchEntity", message, 404),
            _daemon.IamError(operation, operation switch
            {
                "GetGroup" => new Iam.GetGroupRequest { GroupName = group },
                "UpdateGroup" => new Iam.UpdateGroupRequest { GroupName = group },
                "DeleteGroup" => new Iam.DeleteGroupRequest { GroupName = group },
                "AddUserToGroup" => new Iam.AddUserToGroupRequest { GroupName = group, UserName = user },
                _ => (object)new Iam.RemoveUserFromGroupRequest { GroupName = group, UserName = user },
            }));
    }

    [Fact]
    public void Adding_a_member_again_and_removing_one_who_is_none_succeed()
    {
        _daemon.AddUser("alice");
        Create("developers");
        Add("alice", "developers");
        Add("ALICE", "Developers");
        Assert.Equal(["alice"], Get("developers").Users.Select(user => user.UserName));
        Remove("alice", "developers");
        Remove("alice", "developers");
        Assert.Empty(Get("developers").Users);
    }

    [Fact]
    public void A_user_is_in_ten_groups_at_most()
    {
        _daemon.AddUser("alice");
        for (int i = 0; i < 11; i++)
            Create($"g{i}");
        for (int i = 0; i < 10; i++)
            Add("alice", $"g{i}");
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10", 409),
            _daemon.IamError("AddUserToGroup", new Iam.AddUserToGroupRequest { UserName = "alice", GroupName = "g10" }));
        Add("alice", "g9");
    }

    [Fact]
    public void Members_come_in_pages_sorted_by_name()
    {
        Create("developers");
        foreach (string name in (string[])["carol", "Bob", "alice"])
        {
            _daemon.AddUser(name);
            Add(name, "developers");
        }
        Iam.GetGroupResponse first = Get("developers", 2);
        Iam.GetGroupResponse last = Get("developers", 2, first.Marker);
        Assert.Equal(["alice", "Bob"], first.Users.Select(user => user.UserName));
        Assert.Equal(["carol"], last.Users.Select(user => user.UserName));
        Assert.Equal((true, false), (first.IsTruncated, last.IsTruncated));
    }

    [Fact]
    public void The_groups_of_a_user_come_in_pages_sorted_by_name()
    {
        _daemon.AddUser("alice");
        foreach (string name in (string[])["c", "B", "a", "other"])
            Create(name);
        foreach (string name in (string[])["c", "B", "a"])
            Add("alice", name);

        Iam.ListGroupsForUserResponse first = GroupsOf("alice", 2);
        Iam.ListGroupsForUserResponse last = GroupsOf("alice", 2, first.Marker);
        Assert.Equal(["a", "B"], first.Groups.Select(group => group.GroupName));
        Assert.Equal(["c"], last.Groups.Select(group => group.GroupName));
        Assert.Equal((true, false), (first.IsTruncated, last.IsTruncated));
    }

    [Theory]
    [InlineData("admins", null, "arn:aws:iam::111122223333:group/admins")]
    [InlineData(null, "/new/", "arn:aws:iam::111122223333:group/new/developers")]
    [InlineData("DEVELOPERS", "/new/", "arn:aws:iam::111122223333:group/new/DEVELOPERS")]
    public void A_renamed_group_keeps_its_id_and_its_members(string? newName, string? newPath, string arn)
    {
        string id = Create("developers").GroupId;
        _daemon.AddUser("alice");
        Add("alice", "developers");

        _daemon.Iam<Iam.UpdateGroupResponse>("UpdateGroup", new Iam.UpdateGroupRequest { GroupName = "developers", NewGroupName = newName, NewPath = newPath });

        Iam.GetGroupResponse after = Get(newName ?? "developers");
        Assert.Equal((id, arn), (after.Group.GroupId, after.Group.Arn));
        Assert.Equal(["alice"], after.Users.Select(user => user.UserName));
    }

    [Fact]
    public void A_name_that_is_taken_cannot_be_taken_over()
    {
        Create("a");
        Create("b");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "Group with name B already exists.", 409),
            _daemon.IamError("UpdateGroup", new Iam.UpdateGroupRequest { GroupName = "a", NewGroupName = "B" }));
    }

    [Fact]
    public void Members_and_policies_of_a_group_must_go_first()
    {
        Group group = _daemon.AddGroup("developers");
        group = group with
        {
            AttachedPolicies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            InlinePolicies = group.InlinePolicies.Add("inline", Entities.Document(Entities.AllowAll)),
        };
        _daemon.Put(group);
        _daemon.AddUser("alice");
        Add("alice", "developers");

        List<AwsError> said = [];
        Iam.DeleteGroupRequest delete = new() { GroupName = "developers" };
        said.Add(_daemon.IamError("DeleteGroup", delete));
        Remove("alice", "developers");
        said.Add(_daemon.IamError("DeleteGroup", delete));
        _daemon.Put(group = group with { AttachedPolicies = [] });
        said.Add(_daemon.IamError("DeleteGroup", delete));
        _daemon.Put(group with { InlinePolicies = group.InlinePolicies.Clear() });
        _daemon.Iam<Iam.DeleteGroupResponse>("DeleteGroup", delete);

        Assert.Equal(
            [
                new AwsError("DeleteConflict", "Cannot delete entity, must remove users from group first.", 409),
                new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409),
                new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.", 409),
            ],
            said);
    }

    [Theory]
    [InlineData(null, "a B c")]
    [InlineData("/dev/", "a c")]
    [InlineData("/dev/back/", "c")]
    public void Groups_are_listed_by_name_under_a_path_prefix(string? prefix, string names)
    {
        Create("c", "/dev/back/");
        Create("B");
        Create("a", "/dev/");
        Assert.Equal(names, string.Join(' ', _daemon.Iam<Iam.ListGroupsResponse>("ListGroups", new Iam.ListGroupsRequest { PathPrefix = prefix }).Groups.Select(group => group.GroupName)));
    }

    [Fact]
    public void Membership_is_a_matter_of_the_group()
    {
        Create("developers");
        _daemon.AddUser("bob");
        _daemon.AddUser("alice", Samples.Allow("iam:AddUserToGroup", "arn:aws:iam::111122223333:group/developers"));
        _daemon.Iam<Iam.AddUserToGroupResponse>("AddUserToGroup", new Iam.AddUserToGroupRequest { GroupName = "developers", UserName = "bob" }, _daemon.User("alice"));
        Assert.Contains(
            "iam:RemoveUserFromGroup on resource: group developers because no identity-based policy allows the iam:RemoveUserFromGroup action",
            _daemon.IamError("RemoveUserFromGroup", new Iam.RemoveUserFromGroupRequest { GroupName = "developers", UserName = "bob" }, _daemon.User("alice")).Message);
    }

    private Iam.Group Create(string name, string? path = null) =>
        _daemon.Iam<Iam.CreateGroupResponse>("CreateGroup", new Iam.CreateGroupRequest { GroupName = name, Path = path }).Group;

    private Iam.GetGroupResponse Get(string name, int? maxItems = null, string? marker = null) =>
        _daemon.Iam<Iam.GetGroupResponse>("GetGroup", new Iam.GetGroupRequest { GroupName = name, MaxItems = maxItems, Marker = marker });

    private Iam.ListGroupsForUserResponse GroupsOf(string user, int? maxItems = null, string? marker = null) =>
        _daemon.Iam<Iam.ListGroupsForUserResponse>("ListGroupsForUser", new Iam.ListGroupsForUserRequest { UserName = user, MaxItems = maxItems, Marker = marker });

    private void Add(string user, string group) =>
        _daemon.Iam<Iam.AddUserToGroupResponse>("AddUserToGroup", new Iam.AddUserToGroupRequest { UserName = user, GroupName = group });

    private void Remove(string user, string group) =>
        _daemon.Iam<Iam.RemoveUserFromGroupResponse>("RemoveUserFromGroup", new Iam.RemoveUserFromGroupRequest { UserName = user, GroupName = group });
}
