namespace Iamd.Accounts;

/// <summary>IAM <c>GetUser</c>.</summary>
/// <remarks>IAM API Reference, "GetUser": without a user name it is the caller. Fails with NoSuchEntity, or ValidationError for a caller that is no user.</remarks>
public static class GetUser
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetUserRequest, Iam.GetUserResponse>("iam", "GetUser", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetUserRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:GetUser", account, request.UserName, call);

    private static Result<Iam.GetUserResponse> Answer(Account account, Iam.GetUserRequest request, Call call)
    {
        if (request.UserName is null && call.Caller is Caller.Root)
            return new Iam.GetUserResponse { User = account.Root.ToShape(account, call) };
        return UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error)
            ? new Iam.GetUserResponse { User = user.ToShape(call) }
            : error;
    }
}
