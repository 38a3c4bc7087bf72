namespace Iamd.Accounts;

/// <summary>IAM <c>GetLoginProfile</c>: whether a user has a password, and since when.</summary>
/// <remarks>IAM API Reference, "GetLoginProfile". Fails with NoSuchEntity.</remarks>
public static class GetLoginProfile
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetLoginProfileRequest, Iam.GetLoginProfileResponse>("iam", "GetLoginProfile", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetLoginProfileRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:GetLoginProfile", account, request.UserName, call);

    private static Result<Iam.GetLoginProfileResponse> Answer(Account account, Iam.GetLoginProfileRequest request, Call call)
    {
        if (!UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error))
            return error;
        return user.LoginProfile is LoginProfile profile
            ? new Iam.GetLoginProfileResponse { LoginProfile = profile.ToShape(user) }
            : IamErrors.NoSuchLoginProfile(user.Name);
    }
}
