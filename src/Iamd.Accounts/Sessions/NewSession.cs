using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>Temporary credentials, issued: what they answer, and what is kept of them.</summary>
/// <param name="Credentials">As answered.</param>
/// <param name="PackedPolicyPercent">How much of the room policies and tags take; null when neither was passed.</param>
/// <param name="Issued">The row that is kept.</param>
internal sealed record NewSession(Sts.Credentials Credentials, int? PackedPolicyPercent, Change Issued)
{
    /// <summary>Issues credentials.</summary>
    /// <param name="draft">Who the session is of and what narrows it; the credentials and times are filled in here.</param>
    /// <returns>False when policies and tags do not fit into a token.</returns>
    public static bool TryIssue(
        Draft draft, int durationSeconds, Call call, [NotNullWhen(true)] out NewSession? session, [NotNullWhen(false)] out AwsError? error)
    {
        // Whole seconds, as the answer prints them: client and server agree on the end to the second.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds());
        SessionClaims claims = new()
        {
            Kind = draft.Kind,
            Account = draft.Account,
            PrincipalId = draft.PrincipalId,
            AccessKeyId = call.Randomness.NewAccessKeyId("ASIA", draft.Account),
            SecretAccessKey = call.Randomness.NewSecretAccessKey(),
            Name = draft.Name,
            IssuedAt = now,
            ExpiresAt = now.AddSeconds(durationSeconds),
            MfaAuthenticatedAt = draft.MfaGiven ? now : null,
            SessionPolicy = draft.Policies?.Inline,
            SessionPolicyArns = draft.Policies?.Arns ?? [],
            Tags = draft.Tags?.All ?? [],
            TransitiveTagKeys = draft.Tags?.TransitiveKeys ?? [],
            SourceIdentity = draft.SourceIdentity,
        };
        string? token = SessionToken.Seal(claims, call.Keys, call.Now, call.Randomness, out int percent);
        error = token is null ? StsErrors.PackedPolicyTooLarge(percent) : null;
        session = token is null ? null : new NewSession(
            new Sts.Credentials
            {
                AccessKeyId = claims.AccessKeyId,
                SecretAccessKey = claims.SecretAccessKey,
                SessionToken = token,
                Expiration = claims.ExpiresAt,
            },
            claims is { SessionPolicy: null, SessionPolicyArns.IsEmpty: true, Tags.IsEmpty: true } ? null : percent,
            Change.Issue(new IssuedSession
            {
                Account = claims.Account,
                AccessKeyId = claims.AccessKeyId,
                Kind = claims.Kind,
                PrincipalId = claims.PrincipalId,
                Name = claims.Name,
                IssuedTo = call.Caller.Arn.ToString(),
                IssuedAt = claims.IssuedAt,
                ExpiresAt = claims.ExpiresAt,
            }));
        return error is null;
    }

    /// <summary>Who a new session is of and what narrows it.</summary>
    internal sealed record Draft
    {
        public required SessionKind Kind { get; init; }

        public required AccountId Account { get; init; }

        /// <summary>Unique id of the role or user; root: the account id.</summary>
        public required string PrincipalId { get; init; }

        public string Name { get; init; } = "";

        /// <summary>Whether MFA was given for the session itself.</summary>
        public bool MfaGiven { get; init; }

        public SessionPolicies? Policies { get; init; }

        public SessionTags? Tags { get; init; }

        public string? SourceIdentity { get; init; }
    }
}
