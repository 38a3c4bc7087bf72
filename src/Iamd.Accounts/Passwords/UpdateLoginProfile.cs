namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateLoginProfile</c>: an administrator sets another password, or demands that the user does.</summary>
/// <remarks>IAM API Reference, "UpdateLoginProfile". Fails with NoSuchEntity or PasswordPolicyViolation.</remarks>
public static class UpdateLoginProfile
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateLoginProfileRequest, Iam.UpdateLoginProfileResponse>("iam", "UpdateLoginProfile", Accesses, Apply, Prepare);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateLoginProfileRequest request, Call call) =>
        [Access.ToUser("iam:UpdateLoginProfile", account, request.UserName)];

    private static ImmutableArray<PasswordToHash> Prepare(Account account, Iam.UpdateLoginProfileRequest request, Call call) =>
        request.Password is not null
        && account.Users.TryGet(request.UserName, out User? user)
        && user.LoginProfile is LoginProfile profile
        && PasswordRules.Check(account.Settings.PasswordPolicy, request.Password) is null
            ? [new PasswordToHash(request.Password, profile.Salt)]
            : [];

    private static Outcome<Iam.UpdateLoginProfileResponse> Apply(Account account, Iam.UpdateLoginProfileRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error))
            return error;
        if (user.LoginProfile is not LoginProfile profile)
            return IamErrors.NoSuchLoginProfile(user.Name);
        if (request.Password is string password)
        {
            PasswordPolicy? policy = account.Settings.PasswordPolicy;
            if (PasswordRules.Check(policy, password) is AwsError violation)
                return violation;
            if (!profile.TryFind(password, call, out HashedPassword? hashed))
                return IamErrors.NotPrepared;
            if (policy.Forbids(profile, hashed))
                return IamErrors.PasswordReused;
            profile = profile.With(hashed, call);
        }
        if (request.PasswordResetRequired is bool resetRequired)
            profile = profile with { PasswordResetRequired = resetRequired };
        return profile == user.LoginProfile
            ? new(new Iam.UpdateLoginProfileResponse())
            : new(new Iam.UpdateLoginProfileResponse(), Change.Put(user with { LoginProfile = profile }));
    }
}
