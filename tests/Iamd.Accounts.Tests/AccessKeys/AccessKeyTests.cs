using System.Text;

namespace Iamd.Accounts.Tests;

public sealed class AccessKeyTests
{
    private readonly Daemon _daemon = new();

    [Fact]
    public void A_new_key_is_active_and_signs_for_its_user()
    {
        User user = _daemon.AddUser("alice");
        Iam.AccessKey key = Create("alice");

        Assert.Equal(("alice", "Active", _daemon.Now), (key.UserName, key.Status, key.CreateDate));
        Assert.Matches("^AKIA[A-Z2-7]{16}$", key.AccessKeyId);
        Assert.Matches("^[A-Za-z0-9+/]{40}$", key.SecretAccessKey);
        Assert.True(Callers.TryFind(_daemon.World, key.AccessKeyId, out Caller? caller, out AccessKey? found));
        Assert.Equal(user.Id, caller.UserId);
        Assert.True(_daemon.Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, key.AccessKeyId, found.Secret, out byte[]? secret));
        Assert.Equal(key.SecretAccessKey, Encoding.UTF8.GetString(secret));
    }

    [Fact]
    public void Lists_show_keys_without_secrets_in_the_order_of_creation()
    {
        _daemon.AddUser("alice");
        Assert.Empty(List("alice").AccessKeyMetadata);
        Iam.AccessKey first = Create("alice");
        _daemon.Now = _daemon.Now.AddMinutes(1);
        Iam.AccessKey second = Create("alice");

        Iam.ListAccessKeysResponse listed = List("alice");
        Assert.False(listed.IsTruncated);
        Assert.Equal(
            [
                new Iam.AccessKeyMetadata { UserName = "alice", AccessKeyId = first.AccessKeyId, Status = "Active", CreateDate = first.CreateDate },
                new Iam.AccessKeyMetadata { UserName = "alice", AccessKeyId = second.AccessKeyId, Status = "Active", CreateDate = second.CreateDate },
            ],
            listed.AccessKeyMetadata);
    }

    [Fact]
    public void Keys_come_in_pages_even_when_the_marked_one_is_deleted_meanwhile()
    {
        _daemon.AddUser("alice");
        Iam.AccessKey first = Create("alice");
        _daemon.Now = _daemon.Now.AddMinutes(1);
        Iam.AccessKey second = Create("alice");

        Iam.ListAccessKeysResponse page = List("alice", maxItems: 1);
        Assert.Equal(first.AccessKeyId, Assert.Single(page.AccessKeyMetadata).AccessKeyId);
        Delete("alice", first.AccessKeyId);
        Assert.Equal(second.AccessKeyId, Assert.Single(List("alice", 1, page.Marker).AccessKeyMetadata).AccessKeyId);
    }

    [Fact]
    public void A_user_has_two_keys_at_most()
    {
        _daemon.AddUser("alice");
        Create("alice");
        Create("alice");
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", 409),
            _daemon.IamError("CreateAccessKey", new Iam.CreateAccessKeyRequest { UserName = "alice" }));
    }

    [Fact]
    public void An_inactive_key_no_longer_signs_and_an_active_one_does_again()
    {
        _daemon.AddUser("alice");
        string id = Create("alice").AccessKeyId;

        Update("alice", id, "Inactive");
        Assert.Equal("Inactive", Assert.Single(List("alice").AccessKeyMetadata).Status);
        Assert.False(Callers.TryFind(_daemon.World, id, out _, out _));

        Update("alice", id, "Active");
        Assert.Equal("Active", Assert.Single(List("alice").AccessKeyMetadata).Status);
        Assert.True(Callers.TryFind(_daemon.World, id, out _, out _));
    }

    [Fact]
    public void A_deleted_key_is_gone()
    {
        _daemon.AddUser("alice");
        string id = Create("alice").AccessKeyId;
        Delete("alice", id);
        Assert.Empty(List("alice").AccessKeyMetadata);
        Assert.False(Callers.TryFind(_daemon.World, id, out _, out _));
    }

    [Theory] // operation, user; the key is bob's
    [InlineData("CreateAccessKey", "nobody", "NoSuchEntity", "The user with name nobody cannot be found.", 404)]
    [InlineData("ListAccessKeys", "nobody", "NoSuchEntity", "The user with name nobody cannot be found.", 404)]
    [InlineData("UpdateAccessKey", "nobody", "NoSuchEntity", "The user with name nobody cannot be found.", 404)]
    [InlineData("DeleteAccessKey", "nobody", "NoSuchEntity", "The user with name nobody cannot be found.", 404)]
    [InlineData("UpdateAccessKey", "alice", "NoSuchEntity", "The Access Key with id AKIABOB cannot be found.", 404)]
    [InlineData("DeleteAccessKey", "alice", "NoSuchEntity", "The Access Key with id AKIABOB cannot be found.", 404)]
    [InlineData("UpdateAccessKey", null, "NoSuchEntity", "The Access Key with id AKIABOB cannot be found.", 404)]
    public void What_is_not_there_cannot_be_found(string operation, string? user, string code, string message, int status)
    {
        _daemon.AddUser("alice");
        _daemon.Put(Entities.User("bob") with { AccessKeys = [new AccessKey { Id = "AKIABOB", Secret = new SealedSecret(1, [1]), CreatedAt = _daemon.Now }] });
        Assert.Equal(new AwsError(code, message, status), _daemon.IamError(operation, Request(operation, user, "AKIABOB")));
    }

    [Fact]
    public void Only_AWS_lets_a_key_expire() =>
        Assert.Equal(
            new AwsError("ValidationError", "1 validation error detected: Value 'Expired' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]", 400),
            _daemon.IamError("UpdateAccessKey", new Iam.UpdateAccessKeyRequest { AccessKeyId = "AKIAX", Status = "Expired" }));

    [Theory]
    [InlineData("CreateAccessKey")]
    [InlineData("ListAccessKeys")]
    [InlineData("UpdateAccessKey")]
    [InlineData("DeleteAccessKey")]
    public void A_role_session_must_say_whose_keys(string operation)
    {
        _daemon.AddRole("app");
        Assert.Equal(
            new AwsError("ValidationError", "Must specify userName when calling with non-User credentials", 400),
            _daemon.IamError(operation, Request(operation, null, "AKIAX"), _daemon.RoleSession("app")));
    }

    [Fact]
    public void Without_a_user_name_a_user_manages_its_own_keys()
    {
        _daemon.AddUser("alice", Samples.Allow("iam:*AccessKey*", "arn:aws:iam::111122223333:user/${aws:username}"));
        Caller alice = _daemon.User("alice");
        string id = _daemon.Iam<Iam.CreateAccessKeyResponse>("CreateAccessKey", new Iam.CreateAccessKeyRequest(), alice).AccessKey.AccessKeyId;
        Assert.Equal(id, Assert.Single(_daemon.Iam<Iam.ListAccessKeysResponse>("ListAccessKeys", new Iam.ListAccessKeysRequest(), alice).AccessKeyMetadata).AccessKeyId);
        _daemon.Iam<Iam.UpdateAccessKeyResponse>("UpdateAccessKey", new Iam.UpdateAccessKeyRequest { AccessKeyId = id, Status = "Inactive" }, alice);
        _daemon.Iam<Iam.DeleteAccessKeyResponse>("DeleteAccessKey", new Iam.DeleteAccessKeyRequest { AccessKeyId = id }, alice);

        _daemon.AddUser("bob");
        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: iam:CreateAccessKey on resource: user bob because no identity-based policy allows the iam:CreateAccessKey action",
            _daemon.IamError("CreateAccessKey", new Iam.CreateAccessKeyRequest { UserName = "bob" }, alice).Message);
    }

    [Fact]
    public void Without_a_user_name_root_manages_its_own_keys()
    {
        Iam.AccessKey key = Create(null);
        Assert.Null(key.UserName);
        Assert.True(Callers.TryFind(_daemon.World, key.AccessKeyId, out Caller? caller, out _));
        Assert.IsType<Caller.Root>(caller);

        Iam.AccessKeyMetadata listed = Assert.Single(List(null).AccessKeyMetadata);
        Assert.Equal((key.AccessKeyId, null), (listed.AccessKeyId, listed.UserName));
        Create(null);
        Assert.Equal("LimitExceeded", _daemon.IamError("CreateAccessKey", new Iam.CreateAccessKeyRequest()).Code);
        Update(null, key.AccessKeyId, "Inactive");
        Assert.False(Callers.TryFind(_daemon.World, key.AccessKeyId, out _, out _));
        Delete(null, key.AccessKeyId);
        Assert.Single(List(null).AccessKeyMetadata);
    }

    [Fact]
    public void A_key_that_never_signed_was_last_used_nowhere()
    {
        _daemon.AddUser("alice");
        Assert.Equal(
            new Iam.GetAccessKeyLastUsedResponse { UserName = "alice", AccessKeyLastUsed = new Iam.AccessKeyLastUsed { ServiceName = "N/A", Region = "N/A" } },
            LastUsed(Create("alice").AccessKeyId));
    }

    [Fact]
    public void A_key_that_signed_says_when_where_and_for_what()
    {
        _daemon.AddUser("alice");
        string id = Create("alice").AccessKeyId;
        DateTimeOffset at = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        _daemon.Activity.AccessKeys[id] = new AccessKeyUse(at, "us-east-1", "iam");
        Assert.Equal(
            new Iam.GetAccessKeyLastUsedResponse
            {
                UserName = "alice",
                AccessKeyLastUsed = new Iam.AccessKeyLastUsed { LastUsedDate = at, ServiceName = "iam", Region = "us-east-1" },
            },
            LastUsed(id));
    }

    [Fact]
    public void The_keys_of_root_have_no_user_name() => Assert.Null(LastUsed(Create(null).AccessKeyId).UserName);

    [Fact]
    public void A_key_of_nobody_and_one_of_another_account_are_denied_in_the_same_words()
    {
        AccountId other = AccountId.Parse("444455556666");
        _daemon.AddAccount(other);
        _daemon.Put(new User
        {
            Account = other,
            Id = "AIDAOTHER",
            Name = "other",
            CreatedAt = _daemon.Now,
            AccessKeys = [new AccessKey { Id = "AKIAOTHER", Secret = new SealedSecret(1, [1]), CreatedAt = _daemon.Now }],
        });
        foreach (string id in (string[])["AKIAOTHER", "AKIANOBODY"])
        {
            Assert.Equal(
                new AwsError("AccessDenied", $"User: arn:aws:iam::111122223333:root is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key {id}", 403),
                _daemon.IamError("GetAccessKeyLastUsed", new Iam.GetAccessKeyLastUsedRequest { AccessKeyId = id }));
        }
    }

    private static object Request(string operation, string? user, string key) => operation switch
    {
        "CreateAccessKey" => new Iam.CreateAccessKeyRequest { UserName = user },
        "ListAccessKeys" => new Iam.ListAccessKeysRequest { UserName = user },
        "UpdateAccessKey" => new Iam.UpdateAccessKeyRequest { UserName = user, AccessKeyId = key, Status = "Inactive" },
        _ => new Iam.DeleteAccessKeyRequest { UserName = user, AccessKeyId = key },
    };

    private Iam.AccessKey Create(string? user) =>
        _daemon.Iam<Iam.CreateAccessKeyResponse>("CreateAccessKey", new Iam.CreateAccessKeyRequest { UserName = user }).AccessKey;

    private Iam.ListAccessKeysResponse List(string? user, int? maxItems = null, string? marker = null) =>
        _daemon.Iam<Iam.ListAccessKeysResponse>("ListAccessKeys", new Iam.ListAccessKeysRequest { UserName = user, MaxItems = maxItems, Marker = marker });

    private void Update(string? user, string key, string status) =>
        _daemon.Iam<Iam.UpdateAccessKeyResponse>("UpdateAccessKey", new Iam.UpdateAccessKeyRequest { UserName = user, AccessKeyId = key, Status = status });

    private void Delete(string? user, string key) =>
        _daemon.Iam<Iam.DeleteAccessKeyResponse>("DeleteAccessKey", new Iam.DeleteAccessKeyRequest { UserName = user, AccessKeyId = key });

    private Iam.GetAccessKeyLastUsedResponse LastUsed(string key) =>
        _daemon.Iam<Iam.GetAccessKeyLastUsedResponse>("GetAccessKeyLastUsed", new Iam.GetAccessKeyLastUsedRequest { AccessKeyId = key });
}
