namespace Iamd.Accounts.Tests;

public sealed class PasswordPolicyTests
{
    private readonly Daemon _daemon = new();

    [Fact]
    public void What_is_left_out_takes_its_default_and_is_answered_as_AWS_does()
    {
        Update(new Iam.UpdateAccountPasswordPolicyRequest());
        Assert.Equal(
            new Iam.PasswordPolicy
            {
                MinimumPasswordLength = 6,
                RequireSymbols = false,
                RequireNumbers = false,
                RequireUppercaseCharacters = false,
                RequireLowercaseCharacters = false,
                AllowUsersToChangePassword = false,
                ExpirePasswords = false,
            },
            Get());
    }

    [Fact]
    public void What_is_said_is_answered()
    {
        Update(new Iam.UpdateAccountPasswordPolicyRequest
        {
            MinimumPasswordLength = 10,
            RequireSymbols = true,
            RequireNumbers = true,
            RequireUppercaseCharacters = true,
            RequireLowercaseCharacters = true,
            AllowUsersToChangePassword = true,
            MaxPasswordAge = 60,
            PasswordReusePrevention = 3,
            HardExpiry = true,
        });
        Assert.Equal(
            new Iam.PasswordPolicy
            {
                MinimumPasswordLength = 10,
                RequireSymbols = true,
                RequireNumbers = true,
                RequireUppercaseCharacters = true,
                RequireLowercaseCharacters = true,
                AllowUsersToChangePassword = true,
                ExpirePasswords = true,
                MaxPasswordAge = 60,
                PasswordReusePrevention = 3,
                HardExpiry = true,
            },
            Get());
    }

    [Fact]
    public void An_update_replaces_the_whole_policy()
    {
        Update(new Iam.UpdateAccountPasswordPolicyRequest { MinimumPasswordLength = 20, RequireSymbols = true });
        Update(new Iam.UpdateAccountPasswordPolicyRequest { RequireNumbers = true });
        Iam.PasswordPolicy policy = Get();
        Assert.Equal((6, false, true), (policy.MinimumPasswordLength, policy.RequireSymbols, policy.RequireNumbers));
    }

    [Fact]
    public void An_account_without_a_policy_says_so_in_two_wordings()
    {
        AwsError notFound = new("NoSuchEntity", "The Password Policy with domain name 111122223333 cannot be found.", 404);
        AwsError notDeleted = new("NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.", 404);
        Assert.Equal(notFound, _daemon.IamError("GetAccountPasswordPolicy", new Iam.GetAccountPasswordPolicyRequest()));
        Assert.Equal(notDeleted, _daemon.IamError("DeleteAccountPasswordPolicy", new Iam.DeleteAccountPasswordPolicyRequest()));

        Update(new Iam.UpdateAccountPasswordPolicyRequest());
        _daemon.Iam<Iam.DeleteAccountPasswordPolicyResponse>("DeleteAccountPasswordPolicy", new Iam.DeleteAccountPasswordPolicyRequest());

        Assert.Equal(notFound, _daemon.IamError("GetAccountPasswordPolicy", new Iam.GetAccountPasswordPolicyRequest()));
        Assert.Equal(notDeleted, _daemon.IamError("DeleteAccountPasswordPolicy", new Iam.DeleteAccountPasswordPolicyRequest()));
    }

    [Theory] // without a policy of the account's own: 8 characters, three kinds of four
    [InlineData("Abcdefg1", null)]
    [InlineData("abcdef1!", null)]
    [InlineData("ABCDEFg!", null)]
    [InlineData("Abcdef1", "Password should have a minimum length of 8")]
    [InlineData("abcdefg1", "Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one symbol")]
    [InlineData("12345678", "Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one lowercase letter, Password should have at least one symbol")]
    [InlineData("        ", "Password should meet 3 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one lowercase letter, Password should have at least one number, Password should have at least one symbol")]
    [InlineData("Abcdefgé", "Password should meet 1 more of the following requirements: Password should have at least one number, Password should have at least one symbol")]
    public void Without_a_policy_the_default_rules_hold(string password, string? violation) => Check(password, violation);

    [Theory] // length and kinds asked for (U, l, 1, !), password, what is missing
    [InlineData(6, "", "aaaaaa", null)]
    [InlineData(6, "", "aaaaa", "Password should have a minimum length of 6")]
    [InlineData(14, "", "aaaaaaaaaaaaa", "Password should have a minimum length of 14")]
    [InlineData(6, "U", "aaaaaa", "Password should have at least one uppercase letter")]
    [InlineData(6, "l", "AAAAAA", "Password should have at least one lowercase letter")]
    [InlineData(6, "1", "aaaaaa", "Password should have at least one number")]
    [InlineData(6, "!", "aaaaaa", "Password should have at least one symbol")]
    [InlineData(6, "!", "aaaaa'", null)]
    [InlineData(6, "!", "aaaaa~", "Password should have at least one symbol")]
    [InlineData(6, "U", "éÉÉÉÉÉ", "Password should have at least one uppercase letter")]
    [InlineData(8, "Ul1!", "aA1!aA1!", null)]
    [InlineData(8, "U1", "aaa", "Password should have a minimum length of 8, Password should have at least one uppercase letter, Password should have at least one number")]
    public void The_accounts_own_policy_takes_the_place_of_the_default_rules(int length, string kinds, string password, string? violation)
    {
        Update(new Iam.UpdateAccountPasswordPolicyRequest
        {
            MinimumPasswordLength = length,
            RequireUppercaseCharacters = kinds.Contains('U', StringComparison.Ordinal),
            RequireLowercaseCharacters = kinds.Contains('l', StringComparison.Ordinal),
            RequireNumbers = kinds.Contains('1', StringComparison.Ordinal),
            RequireSymbols = kinds.Contains('!', StringComparison.Ordinal),
        });
        Check(password, violation);
    }

    private void Check(string password, string? violation)
    {
        _daemon.AddUser("alice");
        AwsError? error = _daemon.Run("iam", "CreateLoginProfile", new Iam.CreateLoginProfileRequest { UserName = "alice", Password = password }).Error;
        Assert.Equal(violation is null ? null : new AwsError("PasswordPolicyViolation", violation, 400), error);
    }

    private void Update(Iam.UpdateAccountPasswordPolicyRequest request) =>
        _daemon.Iam<Iam.UpdateAccountPasswordPolicyResponse>("UpdateAccountPasswordPolicy", request);

    private Iam.PasswordPolicy Get() =>
        _daemon.Iam<Iam.GetAccountPasswordPolicyResponse>("GetAccountPasswordPolicy", new Iam.GetAccountPasswordPolicyRequest()).PasswordPolicy;
}
