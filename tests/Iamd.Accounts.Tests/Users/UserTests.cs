namespace Iamd.Accounts.Tests;

public sealed class UserTests
{
    private readonly Daemon _daemon = new();

    [Theory] // path asked for, path and ARN answered
    [InlineData(null, "/", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("/", "/", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("/division/team/", "/division/team/", "arn:aws:iam::111122223333:user/division/team/alice")]
    public void A_new_user_is_answered_whole_and_found_again(string? path, string answered, string arn)
    {
        Iam.User created = Create("alice", path);

        Assert.Equal(("alice", answered, arn, _daemon.Now), (created.UserName, created.Path, created.Arn, created.CreateDate));
        Assert.Matches("^AIDA[A-Z2-7]{17}$", created.UserId);
        Assert.Null(created.Tags);
        Assert.Null(created.PermissionsBoundary);
        Assert.Equal(created, Get("alice"));
    }

    [Fact]
    public void Tags_and_boundary_are_answered_by_CreateUser_and_GetUser_but_not_by_lists()
    {
        _daemon.AddPolicy("limit");
        _daemon.Iam<Iam.CreateUserResponse>("CreateUser", new Iam.CreateUserRequest
        {
            UserName = "alice",
            PermissionsBoundary = "arn:aws:iam::111122223333:policy/limit",
            Tags = [new Iam.Tag { Key = "team", Value = "blue" }, new Iam.Tag { Key = "empty", Value = "" }],
        });

        Iam.User user = Get("alice");
        Assert.Equal([("empty", ""), ("team", "blue")], user.Tags!.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(
            new Iam.AttachedPermissionsBoundary { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = "arn:aws:iam::111122223333:policy/limit" },
            user.PermissionsBoundary);

        Iam.User listed = Assert.Single(List().Users);
        Assert.Null(listed.Tags);
        Assert.Null(listed.PermissionsBoundary);
    }

    [Fact]
    public void An_AWS_managed_policy_may_be_a_boundary() =>
        Assert.NotNull(_daemon.Iam<Iam.CreateUserResponse>("CreateUser", new Iam.CreateUserRequest
        {
            UserName = "alice",
            PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess",
        }).User!.PermissionsBoundary);

    [Theory] // what is asked for, then code, message and status
    [InlineData("bob", null, null, "EntityAlreadyExists", "User with name bob already exists.", 409)]
    [InlineData("BOB", null, null, "EntityAlreadyExists", "User with name BOB already exists.", 409)]
    [InlineData("alice", "not-an-arn-but-long-enough", null, "ValidationError", "ARN not-an-arn-but-long-enough is not valid.", 400)]
    [InlineData("alice", "arn:aws:iam::111122223333:role/limit", null, "InvalidInput", "ARN arn:aws:iam::111122223333:role/limit is not valid.", 400)]
    [InlineData("alice", "arn:aws:iam::111122223333:policy/none", null, "NoSuchEntity", "Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not attachable.", 404)]
    [InlineData("alice", null, "Key key", "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", 400)]
    public void A_user_is_not_created_when(string name, string? boundary, string? tagKeys, string code, string message, int status)
    {
        _daemon.AddUser("bob");
        Assert.Equal(new AwsError(code, message, status), _daemon.IamError("CreateUser", new Iam.CreateUserRequest
        {
            UserName = name,
            PermissionsBoundary = boundary,
            Tags = [.. (tagKeys?.Split(' ') ?? []).Select(key => new Iam.Tag { Key = key, Value = "" })],
        }));
    }

    [Fact]
    public void An_account_holds_as_many_users_as_its_quota_says()
    {
        _daemon.Put(_daemon.Account.Settings with { Quotas = Quotas.Defaults.With("UsersPerAccount", 2)! });
        Create("a");
        Create("b");
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for UsersPerAccount: 2", 409),
            _daemon.IamError("CreateUser", new Iam.CreateUserRequest { UserName = "c" }));
    }

    [Theory]
    [InlineData("GetUser")]
    [InlineData("UpdateUser")]
    [InlineData("DeleteUser")]
    [InlineData("ListGroupsForUser")]
    public void An_unknown_user_cannot_be_found(string operation) =>
        Assert.Equal(
            new AwsError("NoSuchEntity", "The user with name nobody cannot be found.", 404),
            _daemon.IamError(operation, operation switch
            {
                "GetUser" => new Iam.GetUserRequest { UserName = "nobody" },
                "UpdateUser" => new Iam.UpdateUserRequest { UserName = "nobody", NewPath = "/x/" },
                "DeleteUser" => new Iam.DeleteUserRequest { UserName = "nobody" },
                _ => new Iam.ListGroupsForUserRequest { UserName = "nobody" },
            }));

    [Fact]
    public void Without_a_user_name_GetUser_answers_the_calling_user()
    {
        _daemon.AddUser("alice", Entities.AllowAll);
        Assert.Equal("alice", _daemon.Iam<Iam.GetUserResponse>("GetUser", new Iam.GetUserRequest(), _daemon.User("alice")).User.UserName);
    }

    [Fact]
    public void Without_a_user_name_GetUser_answers_root_by_account_number()
    {
        DateTimeOffset signIn = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        _daemon.Activity.Passwords["111122223333"] = signIn;

        Iam.User root = _daemon.Iam<Iam.GetUserResponse>("GetUser", new Iam.GetUserRequest()).User;

        Assert.Equal(("111122223333", "arn:aws:iam::111122223333:root", _daemon.Now, signIn), (root.UserId, root.Arn, root.CreateDate, root.PasswordLastUsed));
        Assert.Null(root.Path);
        Assert.Null(root.UserName);
    }

    [Fact]
    public void A_role_session_must_say_which_user()
    {
        _daemon.AddRole("app");
        Assert.Equal(
            new AwsError("ValidationError", "Must specify userName when calling with non-User credentials", 400),
            _daemon.IamError("GetUser", new Iam.GetUserRequest(), _daemon.RoleSession("app")));
    }

    [Fact]
    public void PasswordLastUsed_comes_from_what_was_seen()
    {
        DateTimeOffset at = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        User user = _daemon.AddUser("alice");
        Assert.Null(Get("alice").PasswordLastUsed);
        _daemon.Activity.Passwords[user.Id] = at;
        Assert.Equal(at, Get("alice").PasswordLastUsed);
        Assert.Equal(at, Assert.Single(List().Users).PasswordLastUsed);
    }

    [Theory] // new name, new path, then the ARN
    [InlineData("alina", null, "arn:aws:iam::111122223333:user/alina")]
    [InlineData(null, "/new/", "arn:aws:iam::111122223333:user/new/alice")]
    [InlineData("alina", "/new/", "arn:aws:iam::111122223333:user/new/alina")]
    [InlineData("ALICE", null, "arn:aws:iam::111122223333:user/ALICE")]
    [InlineData("alice", null, "arn:aws:iam::111122223333:user/alice")]
    [InlineData(null, null, "arn:aws:iam::111122223333:user/alice")]
    public void A_renamed_user_keeps_its_id_and_what_hangs_on_it(string? newName, string? newPath, string arn)
    {
        Group group = _daemon.AddGroup("developers");
        User user = _daemon.AddUser("alice") with { GroupIds = [group.Id] };
        _daemon.Put(user);

        _daemon.Iam<Iam.UpdateUserResponse>("UpdateUser", new Iam.UpdateUserRequest { UserName = "alice", NewUserName = newName, NewPath = newPath });

        Iam.User after = Get(newName ?? "alice");
        Assert.Equal((user.Id, arn), (after.UserId, after.Arn));
        Assert.Equal(after.UserName, Assert.Single(_daemon.Account.ReferrersTo(ReferenceKind.Membership, group.Id)).Name);
    }

    [Fact]
    public void A_name_that_is_taken_cannot_be_taken_over()
    {
        _daemon.AddUser("alice");
        _daemon.AddUser("bob");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "User with name Bob already exists.", 409),
            _daemon.IamError("UpdateUser", new Iam.UpdateUserRequest { UserName = "alice", NewUserName = "Bob" }));
    }

    [Fact]
    public void A_deleted_user_is_gone_and_its_name_free_again()
    {
        string id = Create("alice").UserId;
        Delete("alice");
        _daemon.IamError("GetUser", new Iam.GetUserRequest { UserName = "alice" });
        Assert.NotEqual(id, Create("alice").UserId);
    }

    [Fact]
    public void Everything_that_hangs_on_a_user_must_go_first_in_AWS_order()
    {
        Group group = _daemon.AddGroup("developers");
        SealedSecret secret = new(1, [1]);
        User user = _daemon.AddUser("alice", Entities.AllowAll) with
        {
            GroupIds = [group.Id],
            LoginProfile = new LoginProfile { CreatedAt = _daemon.Now, PasswordChangedAt = _daemon.Now, Salt = [1], Hash = [1] },
            AttachedPolicies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            AccessKeys = [new AccessKey { Id = "AKIA1", Secret = secret, CreatedAt = _daemon.Now }],
            SigningCertificates = [new SigningCertificate { Id = "CERT", Body = "", Sha256 = [1], UploadedAt = _daemon.Now }],
            SSHPublicKeys = [new SSHPublicKey { Id = "APKA1", Blob = [1], UploadedAt = _daemon.Now }],
            Tags = [new Tag("a", "b")],
            PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess",
        };
        MfaDevice device = new() { Account = Daemon.AccountId, Id = "DEVICE", Name = "phone", CreatedAt = _daemon.Now, Seed = secret, UserId = user.Id };
        _daemon.Put(user, device);

        List<string> said = [];
        User[] steps =
        [
            user = user with { GroupIds = [] },
            user = user with { LoginProfile = null },
            user = user with { AttachedPolicies = [] },
            user = user with { InlinePolicies = user.InlinePolicies.Clear() },
            user = user with { AccessKeys = [] },
            user = user with { SigningCertificates = [] },
        ];
        foreach (Entity step in (IEnumerable<Entity>)[.. steps, device with { UserId = null }, user with { SSHPublicKeys = [] }])
        {
            AwsError error = _daemon.IamError("DeleteUser", new Iam.DeleteUserRequest { UserName = "alice" });
            Assert.Equal(("DeleteConflict", 409), (error.Code, error.Status));
            said.Add(error.Message);
            _daemon.Put(step);
        }
        Assert.Equal(
            [
                "Cannot delete entity, must remove users from group first.",
                "Cannot delete entity, must delete login profile first.",
                "Cannot delete entity, must detach all policies first.",
                "Cannot delete entity, must delete policies first.",
                "Cannot delete entity, must delete access keys first.",
                "Cannot delete entity, must delete certificates first.",
                "Cannot delete entity, must delete MFA device first.",
                "Cannot delete entity, must remove referenced objects first.",
            ],
            said);
        Delete("alice");
    }

    [Theory]
    [InlineData(null, "alice Bob carol")]
    [InlineData("/", "alice Bob carol")]
    [InlineData("/dev/", "alice carol")]
    [InlineData("/de", "alice carol")]
    [InlineData("/dev/back/", "carol")]
    [InlineData("/none/", "")]
    public void Users_are_listed_by_name_under_a_path_prefix(string? prefix, string names)
    {
        Create("carol", "/dev/back/");
        Create("Bob");
        Create("alice", "/dev/");
        Assert.Equal(names, string.Join(' ', List(prefix).Users.Select(user => user.UserName)));
    }

    [Fact]
    public void Pages_give_every_user_once_even_when_the_marked_one_is_deleted_meanwhile()
    {
        foreach (string name in (string[])["a", "b", "c", "d", "e"])
            Create(name);

        Iam.ListUsersResponse first = List(maxItems: 2);
        Assert.True(first.IsTruncated);
        Delete("b");
        Iam.ListUsersResponse second = List(maxItems: 2, marker: first.Marker);
        Iam.ListUsersResponse last = List(maxItems: 2, marker: second.Marker);

        Assert.Equal("ab cd e", string.Join(' ', ((Iam.ListUsersResponse[])[first, second, last]).Select(page => string.Concat(page.Users.Select(user => user.UserName)))));
        Assert.Equal((false, null), (last.IsTruncated, last.Marker));
    }

    [Fact]
    public void A_marker_of_another_list_is_refused()
    {
        Create("a");
        Create("b");
        string? marker = List(maxItems: 1).Marker;
        Assert.Equal("ValidationError", _daemon.IamError("ListUsers", new Iam.ListUsersRequest { Marker = marker, PathPrefix = "/x/" }).Code);
        Assert.Equal("ValidationError", _daemon.IamError("ListGroups", new Iam.ListGroupsRequest { Marker = marker }).Code);
        Assert.Equal("ValidationError", _daemon.IamError("ListUsers", new Iam.ListUsersRequest { Marker = "nonsense" }).Code);
    }

    [Theory] // operation, then what the denial names
    [InlineData("CreateUser", "arn:aws:iam::111122223333:user/x/bob")]
    [InlineData("GetUser", "user bob")]
    [InlineData("GetUser of oneself", "user alice")]
    [InlineData("GetUser of nobody", "user nobody")]
    [InlineData("ListUsers", "arn:aws:iam::111122223333:user/x/")]
    [InlineData("ListGroupsForUser", "user bob")]
    [InlineData("UpdateUser", "user bob")]
    [InlineData("DeleteUser", "user bob")]
    public void A_denial_names_the_resource_as_AWS_does(string what, string named)
    {
        _daemon.AddUser("alice");
        _daemon.AddUser("bob");
        string operation = what.Split(' ')[0];
        AwsError error = _daemon.IamError(
            operation,
            what switch
            {
                "CreateUser" => new Iam.CreateUserRequest { UserName = "bob", Path = "/x/" },
                "GetUser" => new Iam.GetUserRequest { UserName = "bob" },
                "GetUser of oneself" => new Iam.GetUserRequest(),
                "GetUser of nobody" => new Iam.GetUserRequest { UserName = "nobody" },
                "ListUsers" => new Iam.ListUsersRequest { PathPrefix = "/x/" },
                "ListGroupsForUser" => new Iam.ListGroupsForUserRequest { UserName = "bob" },
                "UpdateUser" => new Iam.UpdateUserRequest { UserName = "bob", NewUserName = "rob" },
                _ => new Iam.DeleteUserRequest { UserName = "bob" },
            },
            _daemon.User("alice"));
        Assert.Equal(
            new AwsError(
                "AccessDenied",
                $"User: arn:aws:iam::111122223333:user/alice is not authorized to perform: iam:{operation} on resource: {named} because no identity-based policy allows the iam:{operation} action",
                403),
            error);
    }

    [Theory] // the user to be renamed, and whether the policy allows it
    [InlineData("arn:aws:iam::111122223333:user/bob", false)]
    [InlineData("arn:aws:iam::111122223333:user/rob", false)]
    [InlineData("arn:aws:iam::111122223333:user/?ob", true)]
    public void A_rename_must_be_allowed_on_the_old_and_on_the_new_name(string resource, bool allowed)
    {
        _daemon.AddUser("bob");
        _daemon.AddUser("alice", Samples.Allow("iam:UpdateUser", resource));
        Assert.Equal(
            allowed,
            _daemon.Run("iam", "UpdateUser", new Iam.UpdateUserRequest { UserName = "bob", NewUserName = "rob" }, _daemon.User("alice")).Error is null);
    }

    [Theory] // actions that the caller is allowed, then the action that the denial names
    [InlineData("iam:CreateUser", "iam:TagUser")]
    [InlineData("iam:TagUser", "iam:CreateUser")]
    [InlineData("iam:*User", null)]
    public void Tags_at_creation_need_the_permission_to_tag(string action, string? denied)
    {
        _daemon.AddUser("alice", Samples.Allow(action, condition: """{"StringEquals":{"aws:RequestTag/team":"blue"}}"""));
        AwsError? error = _daemon.Run(
            "iam",
            "CreateUser",
            new Iam.CreateUserRequest { UserName = "bob", Tags = [new Iam.Tag { Key = "team", Value = "blue" }] },
            _daemon.User("alice")).Error;
        if (denied is null)
            Assert.Null(error);
        else
            Assert.Contains($"perform: {denied} on", error!.Message);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:policy/limit", true)]
    [InlineData(null, false)]
    public void A_policy_may_demand_a_boundary(string? boundary, bool allowed)
    {
        _daemon.AddPolicy("limit");
        _daemon.AddUser("alice", Samples.Allow("iam:CreateUser", condition: """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}"""));
        Assert.Equal(
            allowed,
            _daemon.Run("iam", "CreateUser", new Iam.CreateUserRequest { UserName = "bob", PermissionsBoundary = boundary }, _daemon.User("alice")).Error is null);
    }

    private Iam.User Create(string name, string? path = null) =>
        _daemon.Iam<Iam.CreateUserResponse>("CreateUser", new Iam.CreateUserRequest { UserName = name, Path = path }).User!;

    private Iam.User Get(string name) =>
        _daemon.Iam<Iam.GetUserResponse>("GetUser", new Iam.GetUserRequest { UserName = name }).User;

    private void Delete(string name) =>
        _daemon.Iam<Iam.DeleteUserResponse>("DeleteUser", new Iam.DeleteUserRequest { UserName = name });

    private Iam.ListUsersResponse List(string? prefix = null, int? maxItems = null, string? marker = null) =>
        _daemon.Iam<Iam.ListUsersResponse>("ListUsers", new Iam.ListUsersRequest { PathPrefix = prefix, MaxItems = maxItems, Marker = marker });
}
