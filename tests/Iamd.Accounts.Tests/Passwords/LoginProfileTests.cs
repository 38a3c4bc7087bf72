using Iamd.Protocol.Wire;

namespace Iamd.Accounts.Tests;

public sealed class LoginProfileTests
{
    private const string First = "First-Passw0rd";
    private const string Second = "Second-Passw0rd";

    private readonly Daemon _daemon = new();

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_new_login_profile_is_answered_and_found_again(bool? resetRequired, bool answered)
    {
        _daemon.AddUser("alice");
        Iam.LoginProfile profile = _daemon.Iam<Iam.CreateLoginProfileResponse>(
            "CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = "alice", Password = First, PasswordResetRequired = resetRequired }).LoginProfile;
        Assert.Equal(new Iam.LoginProfile { UserName = "alice", CreateDate = _daemon.Now, PasswordResetRequired = answered }, profile);
        Assert.Equal(profile, Get("alice"));
    }

    [Fact]
    public void A_user_has_one_login_profile()
    {
        Create("alice");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "Login Profile for user alice already exists.", 409),
            _daemon.IamError("CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = "alice", Password = First }));
    }

    [Theory] // operation and user, then what cannot be found; alice has no login profile
    [InlineData("CreateLoginProfile", "nobody", "The user with name nobody cannot be found.")]
    [InlineData("GetLoginProfile", "nobody", "The user with name nobody cannot be found.")]
    [InlineData("UpdateLoginProfile", "nobody", "The user with name nobody cannot be found.")]
    [InlineData("DeleteLoginProfile", "nobody", "The user with name nobody cannot be found.")]
    [InlineData("GetLoginProfile", "alice", "Login Profile for User alice cannot be found.")]
    [InlineData("UpdateLoginProfile", "alice", "Login Profile for User alice cannot be found.")]
    [InlineData("DeleteLoginProfile", "alice", "Login Profile for User alice cannot be found.")]
    public void What_is_not_there_cannot_be_found(string operation, string user, string message)
    {
        _daemon.AddUser("alice");
        Assert.Equal(
            new AwsError("NoSuchEntity", message, 404),
            _daemon.IamError(operation, operation switch
            {
                "CreateLoginProfile" => new Iam.CreateLoginProfileRequest { UserName = user, Password = First },
                "GetLoginProfile" => new Iam.GetLoginProfileRequest { UserName = user },
                "UpdateLoginProfile" => new Iam.UpdateLoginProfileRequest { UserName = user, Password = First },
                _ => (object)new Iam.DeleteLoginProfileRequest { UserName = user },
            }));
    }

    [Fact]
    public void Without_a_password_there_is_no_login_profile()
    {
        _daemon.AddUser("alice");
        Assert.Equal(
            new AwsError("ValidationError", "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null", 400),
            _daemon.IamError("CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = "alice" }));
    }

    [Fact]
    public void An_administrator_sets_another_password_and_the_date_of_creation_stays()
    {
        Create("alice");
        DateTimeOffset created = _daemon.Now;
        _daemon.Now = created.AddDays(1);
        Update("alice", Second, resetRequired: true);

        Assert.Equal(new Iam.LoginProfile { UserName = "alice", CreateDate = created, PasswordResetRequired = true }, Get("alice"));
        LoginProfile profile = Profile("alice");
        Assert.Equal(_daemon.Now, profile.PasswordChangedAt);
        Assert.Single(profile.FormerHashes);
        Assert.NotEqual(profile.Hash, profile.FormerHashes[0]);
    }

    [Fact]
    public void What_an_update_leaves_out_stays()
    {
        Create("alice");
        LoginProfile before = Profile("alice");
        Update("alice", null, resetRequired: true);
        Assert.Equal(before with { PasswordResetRequired = true }, Profile("alice"));
        Update("alice", Second, resetRequired: null);
        Assert.True(Get("alice").PasswordResetRequired);
    }

    [Fact]
    public void A_deleted_login_profile_is_gone()
    {
        Create("alice");
        _daemon.Iam<Iam.DeleteLoginProfileResponse>("DeleteLoginProfile", new Iam.DeleteLoginProfileRequest { UserName = "alice" });
        Assert.Equal("NoSuchEntity", _daemon.IamError("GetLoginProfile", new Iam.GetLoginProfileRequest { UserName = "alice" }).Code);
    }

    [Fact]
    public void Hashes_that_were_prepared_for_what_has_changed_since_are_not_used()
    {
        Create("alice");
        Assert.Equal(IamErrors.NotPrepared, RunUnprepared("UpdateLoginProfile", new Iam.UpdateLoginProfileRequest { UserName = "alice", Password = Second }));
        _daemon.AddUser("bob");
        Assert.Equal(IamErrors.NotPrepared, RunUnprepared("CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = "bob", Password = First }));
    }

    [Theory] // nothing is hashed in vain
    [InlineData("nobody", First)]
    [InlineData("alice", First)]
    [InlineData("bob", "short")]
    [InlineData("bob", null)]
    public void A_call_that_must_fail_has_nothing_to_prepare(string user, string? password)
    {
        Create("alice");
        _daemon.AddUser("bob");
        Assert.True(OperationTable.TryFind("iam", "CreateLoginProfile", out Operation? operation));
        Assert.Empty(operation.Prepare!( // CreateLoginProfile prepares.
            _daemon.Account, new Iam.CreateLoginProfileRequest { UserName = user, Password = password }, _daemon.CallOf(_daemon.Root)));
    }

    private AwsError? RunUnprepared(string name, object request)
    {
        Assert.True(OperationTable.TryFind("iam", name, out Operation? operation));
        Outcome<IResponseShape> outcome = operation.Run(_daemon.World, _daemon.Account, request, _daemon.CallOf(_daemon.Root));
        return outcome.Error;
    }

    private void Create(string user)
    {
        _daemon.AddUser(user);
        _daemon.Iam<Iam.CreateLoginProfileResponse>("CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = user, Password = First });
    }

    private void Update(string user, string? password, bool? resetRequired) =>
        _daemon.Iam<Iam.UpdateLoginProfileResponse>(
            "UpdateLoginProfile", new Iam.UpdateLoginProfileRequest { UserName = user, Password = password, PasswordResetRequired = resetRequired });

    private Iam.LoginProfile Get(string user) =>
        _daemon.Iam<Iam.GetLoginProfileResponse>("GetLoginProfile", new Iam.GetLoginProfileRequest { UserName = user }).LoginProfile;

    private LoginProfile Profile(string user) =>
        _daemon.Account.Users.TryGet(user, out User? found) && found.LoginProfile is LoginProfile profile ? profile : throw new InvalidOperationException(user);
}
