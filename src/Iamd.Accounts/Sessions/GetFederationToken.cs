namespace Iamd.Accounts;

/// <summary>STS <c>GetFederationToken</c>: a session for somebody without an identity here, narrowed by the policies passed.</summary>
/// <remarks>STS API Reference, "GetFederationToken". Without a policy the session may do nothing that only identity-based policies allow.</remarks>
public static class GetFederationToken
{
    public static readonly Operation Operation =
        Accounts.Operation.Write<Sts.GetFederationTokenRequest, Sts.GetFederationTokenResponse>("sts", "GetFederationToken", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Sts.GetFederationTokenRequest request, Call call)
    {
        Access get = new("sts:GetFederationToken", FederatedUserArn(account, request)) { RequestTags = SessionTags.Of(request.Tags) };
        return request.Tags.Count == 0 ? [get] : [get, get with { Action = "sts:TagSession" }];
    }

    private static Outcome<Sts.GetFederationTokenResponse> Apply(Account account, Sts.GetFederationTokenRequest request, Call call)
    {
        if (!SessionTags.TryJoin(call.Caller, request.Tags, [], out SessionTags? tags, out AwsError? error)
            || !SessionPolicies.TryRead(account, request.Policy, request.PolicyArns, out SessionPolicies? policies, out error))
            return error;
        NewSession.Draft draft = new()
        {
            Kind = SessionKind.FederatedUser,
            Account = account.Id,
            PrincipalId = call.Caller.UserId,
            Name = request.Name,
            Policies = policies,
            Tags = tags,
        };
        if (!NewSession.TryIssue(draft, OwnSessions.DurationSeconds(request.DurationSeconds, call.Caller), call, out NewSession? session, out error))
            return error;
        return new(
            new Sts.GetFederationTokenResponse
            {
                Credentials = session.Credentials,
                FederatedUser = new Sts.FederatedUser
                {
                    FederatedUserId = $"{account.Id}:{request.Name}",
                    Arn = FederatedUserArn(account, request).ToString(),
                },
                // Unlike AssumeRole, which leaves it out when nothing was packed.
                PackedPolicySize = session.PackedPolicyPercent ?? 0,
            },
            session.Issued);
    }

    private static Arn FederatedUserArn(Account account, Sts.GetFederationTokenRequest request) =>
        Arn.Sts(account.Id, $"federated-user/{request.Name}");
}
