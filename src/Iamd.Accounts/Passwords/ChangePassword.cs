namespace Iamd.Accounts;

/// <summary>IAM <c>ChangePassword</c>: a user changes its own password. Linux: <c>passwd</c>.</summary>
/// <remarks>
/// IAM API Reference, "ChangePassword"; IAM User Guide, "Permit IAM users to change their own passwords": allowed by policy or by
/// the account's setting. A user with an access key may change an expired password, <c>HardExpiry</c> or not (IAM API Reference,
/// "UpdateAccountPasswordPolicy"). Fails with InvalidUserType, NoSuchEntity, AccessDenied (the old password is wrong) or PasswordPolicyViolation.
/// </remarks>
public static class ChangePassword
{
    public static readonly Operation Operation =
        Operation.Write<Iam.ChangePasswordRequest, Iam.ChangePasswordResponse>("iam", "ChangePassword", Accesses, Apply, Prepare);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ChangePasswordRequest request, Call call) =>
        call.Caller is Caller.IamUser caller
            ? [PasswordOperations.AllowedByAccountTo(Access.To("iam:ChangePassword", caller.User), account, call)]
            : []; // Whoever else calls is refused as the wrong type of user.

    private static ImmutableArray<PasswordToHash> Prepare(Account account, Iam.ChangePasswordRequest request, Call call) =>
        UserOperations.FindOrCaller(account, null, call).TryGet(out User? user, out _) && user.LoginProfile is LoginProfile profile
            ? [new PasswordToHash(request.OldPassword, profile.Salt), new PasswordToHash(request.NewPassword, profile.Salt)]
            : [];

    private static Outcome<Iam.ChangePasswordResponse> Apply(Account account, Iam.ChangePasswordRequest request, Call call)
    {
        if (call.Caller is not Caller.IamUser)
            return IamErrors.OnlyUsersChangePasswords;
        if (!UserOperations.FindOrCaller(account, null, call).TryGet(out User? user, out AwsError? error))
            return error;
        if (user.LoginProfile is not LoginProfile profile)
            return IamErrors.NoSuchLoginProfile(user.Name);
        if (!profile.TryFind(request.OldPassword, call, out HashedPassword? old) || !profile.TryFind(request.NewPassword, call, out HashedPassword? hashed))
            return IamErrors.NotPrepared;
        // The old password first: whoever does not know it learns nothing of the new one's fate.
        if (!profile.IsPassword(old))
            return IamErrors.OldPasswordIncorrect;
        PasswordPolicy? policy = account.Settings.PasswordPolicy;
        if (PasswordRules.Check(policy, request.NewPassword) is AwsError violation)
            return violation;
        if (profile.IsPassword(hashed) || policy.Forbids(profile, hashed))
            return IamErrors.PasswordReused;
        LoginProfile changed = profile.With(hashed, call) with { PasswordResetRequired = false };
        return new(new Iam.ChangePasswordResponse(), Change.Put(user with { LoginProfile = changed }));
    }
}
