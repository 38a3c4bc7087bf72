namespace Iamd.Accounts;

/// <summary>IAM <c>GetAccountPasswordPolicy</c>.</summary>
/// <remarks>IAM API Reference, "GetAccountPasswordPolicy". Fails with NoSuchEntity while the account has none of its own.</remarks>
public static class GetAccountPasswordPolicy
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetAccountPasswordPolicyRequest, Iam.GetAccountPasswordPolicyResponse>("iam", "GetAccountPasswordPolicy", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetAccountPasswordPolicyRequest request, Call call) =>
        [PasswordOperations.AllowedByAccountTo(new Access("iam:GetAccountPasswordPolicy", "*"), account, call)];

    private static Result<Iam.GetAccountPasswordPolicyResponse> Answer(Account account, Iam.GetAccountPasswordPolicyRequest request, Call call)
    {
        if (account.Settings.PasswordPolicy is not PasswordPolicy policy)
            return IamErrors.NoSuchPasswordPolicy(account.Id);
        return new Iam.GetAccountPasswordPolicyResponse
        {
            PasswordPolicy = new Iam.PasswordPolicy
            {
                MinimumPasswordLength = policy.MinimumPasswordLength,
                RequireSymbols = policy.RequireSymbols,
                RequireNumbers = policy.RequireNumbers,
                RequireUppercaseCharacters = policy.RequireUppercaseCharacters,
                RequireLowercaseCharacters = policy.RequireLowercaseCharacters,
                AllowUsersToChangePassword = policy.AllowUsersToChangePassword,
                ExpirePasswords = policy.MaxPasswordAgeDays is not null,
                MaxPasswordAge = policy.MaxPasswordAgeDays,
                PasswordReusePrevention = policy.PasswordReusePrevention,
                HardExpiry = policy.HardExpiry,
            },
        };
    }
}
