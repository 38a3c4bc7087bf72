namespace Iamd.Accounts.Tests;

public sealed class ChangePasswordTests
{
    private const string First = "First-Passw0rd";
    private const string Second = "Second-Passw0rd";

    private readonly Daemon _daemon = new();

    [Theory] // the account's setting, the user's policy, whether it may change its password and read the rules
    [InlineData(false, null, null, false)]
    [InlineData(true, null, null, true)]
    [InlineData(false, "Allow", "*", true)]
    [InlineData(false, "Allow", "arn:aws:iam::*:user/${aws:username}", true)]
    [InlineData(false, "Allow", "arn:aws:iam::*:user/bob", false)]
    [InlineData(true, "Deny", "*", false)]
    public void A_user_changes_its_password_by_the_accounts_setting_or_by_policy(bool setting, string? effect, string? resource, bool allowed)
    {
        SetPolicy(new Iam.UpdateAccountPasswordPolicyRequest { AllowUsersToChangePassword = setting });
        AddUser("alice", effect is null ? null : Samples.Statement(effect, "iam:ChangePassword", resource!)); // A policy has both.
        Assert.Equal(allowed ? null : "AccessDenied", Change("alice", First, Second)?.Code);
    }

    [Fact]
    public void The_setting_also_lets_users_read_the_rules_and_nothing_else()
    {
        AddUser("alice");
        Assert.Equal("AccessDenied", _daemon.IamError("GetAccountPasswordPolicy", new Iam.GetAccountPasswordPolicyRequest(), _daemon.User("alice")).Code);
        SetPolicy(new Iam.UpdateAccountPasswordPolicyRequest { AllowUsersToChangePassword = true });
        _daemon.Iam<Iam.GetAccountPasswordPolicyResponse>("GetAccountPasswordPolicy", new Iam.GetAccountPasswordPolicyRequest(), _daemon.User("alice"));
        Assert.Equal("AccessDenied", _daemon.IamError("GetUser", new Iam.GetUserRequest(), _daemon.User("alice")).Code);
    }

    [Fact]
    public void A_denial_says_what_AWS_says()
    {
        AddUser("alice");
        Assert.Equal(
            new AwsError("AccessDenied", "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: iam:ChangePassword on resource: user alice because no identity-based policy allows the iam:ChangePassword action", 403),
            Change("alice", First, Second));
    }

    [Fact]
    public void A_changed_password_takes_the_place_of_the_old_one()
    {
        AddUser("alice", Entities.AllowAll, resetRequired: true);
        Assert.Null(Change("alice", First, Second));
        Assert.False(_daemon.Iam<Iam.GetLoginProfileResponse>("GetLoginProfile", new Iam.GetLoginProfileRequest { UserName = "alice" }).LoginProfile.PasswordResetRequired);
        Assert.Equal(new AwsError("AccessDenied", "The old password was incorrect.", 403), Change("alice", First, "Third-Passw0rd"));
        Assert.Null(Change("alice", Second, "Third-Passw0rd"));
    }

    [Theory] // old and new password, then what is wrong
    [InlineData("Wrong-Passw0rd", Second, "AccessDenied", "The old password was incorrect.", 403)]
    [InlineData("first-passw0rd", Second, "AccessDenied", "The old password was incorrect.", 403)]
    [InlineData("Wrong-Passw0rd", "short", "AccessDenied", "The old password was incorrect.", 403)]
    [InlineData(First, "short", "PasswordPolicyViolation", "Password should have a minimum length of 8", 400)]
    [InlineData(First, First, "PasswordPolicyViolation", "Policy constraint violation with password reuse prevention during password change.", 400)]
    public void A_password_is_not_changed_when(string old, string @new, string code, string message, int status)
    {
        AddUser("alice", Entities.AllowAll);
        Assert.Equal(new AwsError(code, message, status), Change("alice", old, @new));
    }

    [Fact]
    public void A_user_without_a_password_has_none_to_change()
    {
        _daemon.AddUser("alice", Entities.AllowAll);
        Assert.Equal(new AwsError("NoSuchEntity", "Login Profile for User alice cannot be found.", 404), Change("alice", First, Second));
    }

    [Fact]
    public void Root_and_role_sessions_are_the_wrong_type_of_user()
    {
        AwsError wrong = new("InvalidUserType", "Only IAM Users can change their own password", 400);
        Iam.ChangePasswordRequest request = new() { OldPassword = First, NewPassword = Second };
        _daemon.AddRole("app");
        Assert.Equal(wrong, _daemon.IamError("ChangePassword", request));
        Assert.Equal(wrong, _daemon.IamError("ChangePassword", request, _daemon.RoleSession("app")));
    }

    [Theory] // passwords to remember, then how many steps back are refused
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(24, 24)]
    public void As_many_former_passwords_as_the_policy_says_cannot_be_used_again(int remembered, int refused)
    {
        AddUser("alice", Entities.AllowAll);
        SetPolicy(new Iam.UpdateAccountPasswordPolicyRequest { PasswordReusePrevention = remembered });
        string[] passwords = [First, .. Enumerable.Range(0, refused + 1).Select(i => $"Next-Passw0rd-{i}")];
        for (int i = 1; i < passwords.Length; i++)
            Assert.Null(Change("alice", passwords[i - 1], passwords[i]));

        AwsError reused = new("PasswordPolicyViolation", "Policy constraint violation with password reuse prevention during password change.", 400);
        for (int back = 1; back <= refused; back++)
            Assert.Equal(reused, Change("alice", passwords[^1], passwords[^(1 + back)]));
        Assert.Equal(reused, _daemon.IamError("UpdateLoginProfile", new Iam.UpdateLoginProfileRequest { UserName = "alice", Password = passwords[^2] }));
        Assert.Null(Change("alice", passwords[^1], passwords[^(2 + refused)]));
    }

    [Fact]
    public void Without_reuse_prevention_any_former_password_may_come_back()
    {
        AddUser("alice", Entities.AllowAll);
        Assert.Null(Change("alice", First, Second));
        Assert.Null(Change("alice", Second, First));
    }

    [Fact]
    public void An_expired_password_can_still_be_changed_with_an_access_key()
    {
        AddUser("alice");
        SetPolicy(new Iam.UpdateAccountPasswordPolicyRequest { AllowUsersToChangePassword = true, MaxPasswordAge = 1, HardExpiry = true });
        _daemon.Now = _daemon.Now.AddDays(30);
        Assert.Null(Change("alice", First, Second));
    }

    private void AddUser(string name, string? policy = null, bool resetRequired = false)
    {
        _daemon.AddUser(name, policy);
        _daemon.Iam<Iam.CreateLoginProfileResponse>(
            "CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = name, Password = First, PasswordResetRequired = resetRequired });
    }

    private void SetPolicy(Iam.UpdateAccountPasswordPolicyRequest request) =>
        _daemon.Iam<Iam.UpdateAccountPasswordPolicyResponse>("UpdateAccountPasswordPolicy", request);

    private AwsError? Change(string user, string old, string @new) =>
        _daemon.Run("iam", "ChangePassword", new Iam.ChangePasswordRequest { OldPassword = old, NewPassword = @new }, _daemon.User(user)).Error;
}
