namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteLoginProfile</c>: takes a user's password away. Access keys still work. Linux: <c>passwd -l USER</c>.</summary>
/// <remarks>IAM API Reference, "DeleteLoginProfile". Fails with NoSuchEntity.</remarks>
public static class DeleteLoginProfile
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteLoginProfileRequest, Iam.DeleteLoginProfileResponse>("iam", "DeleteLoginProfile", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteLoginProfileRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:DeleteLoginProfile", account, request.UserName, call);

    private static Outcome<Iam.DeleteLoginProfileResponse> Apply(Account account, Iam.DeleteLoginProfileRequest request, Call call)
    {
        if (!UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error))
            return error;
        return user.LoginProfile is null
            ? IamErrors.NoSuchLoginProfile(user.Name)
            : new Outcome<Iam.DeleteLoginProfileResponse>(new Iam.DeleteLoginProfileResponse(), Change.Put(user with { LoginProfile = null }));
    }
}
