namespace Iamd.Accounts;

/// <summary>IAM <c>CreateLoginProfile</c>: gives a user a password. Linux: <c>passwd USER</c>.</summary>
/// <remarks>IAM API Reference, "CreateLoginProfile". Fails with NoSuchEntity, EntityAlreadyExists or PasswordPolicyViolation.</remarks>
public static class CreateLoginProfile
{
    public static readonly Operation Operation =
        Operation.Write<Iam.CreateLoginProfileRequest, Iam.CreateLoginProfileResponse>("iam", "CreateLoginProfile", Accesses, Apply, Prepare);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreateLoginProfileRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:CreateLoginProfile", account, request.UserName, call);

    private static ImmutableArray<PasswordToHash> Prepare(Account account, Iam.CreateLoginProfileRequest request, Call call) =>
        request.Password is not null
        && UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out _)
        && user.LoginProfile is null
        && PasswordRules.Check(account.Settings.PasswordPolicy, request.Password) is null
            ? [PasswordHashes.ForNewProfile(request.Password, call)]
            : [];

    private static Outcome<Iam.CreateLoginProfileResponse> Apply(Account account, Iam.CreateLoginProfileRequest request, Call call)
    {
        // The model lets it be left out for AssumeRoot sessions; of a user AWS asks it.
        if (request.Password is null)
            return IamErrors.ValidationError("1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null");
        if (!UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error))
            return error;
        if (user.LoginProfile is not null)
            return IamErrors.LoginProfileAlreadyExists(user.Name);
        if (PasswordRules.Check(account.Settings.PasswordPolicy, request.Password) is AwsError violation)
            return violation;
        if (!PasswordHashes.TryFindForNewProfile(request.Password, call, out HashedPassword? hashed))
            return IamErrors.NotPrepared;

        LoginProfile profile = new()
        {
            CreatedAt = call.Now,
            PasswordChangedAt = call.Now,
            Salt = hashed.Salt,
            Hash = hashed.Hash,
            PasswordResetRequired = request.PasswordResetRequired ?? false,
        };
        return new(
            new Iam.CreateLoginProfileResponse { LoginProfile = profile.ToShape(user) },
            Change.Put(user with { LoginProfile = profile }));
    }
}
