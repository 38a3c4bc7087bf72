namespace Iamd.Accounts;

/// <summary>STS <c>GetCallerIdentity</c>. Linux: <c>whoami</c>.</summary>
/// <remarks>STS API Reference, "GetCallerIdentity": no permission is needed, and no policy can deny it.</remarks>
public static class GetCallerIdentity
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Sts.GetCallerIdentityRequest, Sts.GetCallerIdentityResponse>("sts", "GetCallerIdentity", (_, _, _) => [], Answer);

    private static Result<Sts.GetCallerIdentityResponse> Answer(Account account, Sts.GetCallerIdentityRequest request, Call call) =>
        new Sts.GetCallerIdentityResponse
        {
            UserId = call.Caller.UserId,
            Account = call.Caller.Account.ToString(),
            Arn = call.Caller.Arn.ToString(),
        };
}
