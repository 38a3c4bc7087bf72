namespace Iamd.Accounts;

/// <summary>STS <c>GetSessionToken</c>: temporary credentials of the caller's own, with MFA when a code is given.</summary>
/// <remarks>STS API Reference, "GetSessionToken": no permission is needed, and root's session lasts an hour at most.</remarks>
public static class GetSessionToken
{
    public static readonly Operation Operation =
        Accounts.Operation.Write<Sts.GetSessionTokenRequest, Sts.GetSessionTokenResponse>("sts", "GetSessionToken", (_, _, _) => [], Apply);

    private static Outcome<Sts.GetSessionTokenResponse> Apply(Account account, Sts.GetSessionTokenRequest request, Call call)
    {
        if (!SessionMfa.TryAccept(account, request.SerialNumber, request.TokenCode, call, out MfaDevice? mfa, out AwsError? error))
            return error;
        NewSession.Draft draft = new()
        {
            Kind = SessionKind.SessionToken,
            Account = account.Id,
            PrincipalId = call.Caller.UserId,
            MfaGiven = mfa is not null,
        };
        if (!NewSession.TryIssue(draft, OwnSessions.DurationSeconds(request.DurationSeconds, call.Caller), call, out NewSession? session, out error))
            return error;
        Sts.GetSessionTokenResponse response = new() { Credentials = session.Credentials };
        return mfa is null ? new(response, session.Issued) : new(response, Change.Put(mfa), session.Issued);
    }
}

/// <summary>What GetSessionToken and GetFederationToken share.</summary>
internal static class OwnSessions
{
    private const int DefaultDurationSeconds = 43200;
    private const int MaxRootDurationSeconds = 3600;

    /// <summary>Twelve hours by default; root's sessions are cut to one hour without an error.</summary>
    public static int DurationSeconds(int? requested, Caller caller) =>
        caller is Caller.Root
            ? Math.Min(requested ?? MaxRootDurationSeconds, MaxRootDurationSeconds)
            : requested ?? DefaultDurationSeconds;
}
