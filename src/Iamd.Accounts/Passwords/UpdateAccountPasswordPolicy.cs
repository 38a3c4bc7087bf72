namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateAccountPasswordPolicy</c>: the whole policy, not a part: what is left out takes its default.</summary>
/// <remarks>IAM API Reference, "UpdateAccountPasswordPolicy". Passwords that are there stay valid, whatever the new rules.</remarks>
public static class UpdateAccountPasswordPolicy
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateAccountPasswordPolicyRequest, Iam.UpdateAccountPasswordPolicyResponse>("iam", "UpdateAccountPasswordPolicy", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateAccountPasswordPolicyRequest request, Call call) =>
        [new Access("iam:UpdateAccountPasswordPolicy", "*")];

    private static Outcome<Iam.UpdateAccountPasswordPolicyResponse> Apply(Account account, Iam.UpdateAccountPasswordPolicyRequest request, Call call)
    {
        PasswordPolicy policy = new()
        {
            MinimumPasswordLength = request.MinimumPasswordLength ?? 6,
            RequireSymbols = request.RequireSymbols ?? false,
            RequireNumbers = request.RequireNumbers ?? false,
            RequireUppercaseCharacters = request.RequireUppercaseCharacters ?? false,
            RequireLowercaseCharacters = request.RequireLowercaseCharacters ?? false,
            AllowUsersToChangePassword = request.AllowUsersToChangePassword ?? false,
            MaxPasswordAgeDays = request.MaxPasswordAge,
            PasswordReusePrevention = request.PasswordReusePrevention,
            HardExpiry = request.HardExpiry,
        };
        return new(new Iam.UpdateAccountPasswordPolicyResponse(), Change.Put(account.Settings with { PasswordPolicy = policy }));
    }
}
