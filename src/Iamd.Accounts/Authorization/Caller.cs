namespace Iamd.Accounts;

/// <summary>Who makes a call, found again in the newest world at each request.</summary>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal"; STS API Reference, "GetCallerIdentity".</remarks>
public abstract record Caller
{
    private protected Caller()
    {
    }

    /// <summary>The account that the caller acts in.</summary>
    public abstract AccountId Account { get; }

    /// <summary>ARN as <c>GetCallerIdentity</c> and denials print it.</summary>
    public abstract Arn Arn { get; }

    /// <summary>Unique id as <c>aws:userid</c> and <c>GetCallerIdentity</c> print it.</summary>
    public abstract string UserId { get; }

    /// <summary>Unique id of the user or role that acts, for a federated user of the user who issued the session; null for root.</summary>
    public string? IdentityId => this switch
    {
        IamUser caller => caller.User.Id,
        RoleSession caller => caller.Role.Id,
        FederatedUser caller => caller.User?.Id,
        _ => null,
    };

    /// <summary>Access key that signed the call.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The session that the call was made in; null with a long-term access key.</summary>
    public SessionClaims? Session { get; init; }

    /// <summary>The account's root user.</summary>
    public sealed record Root(RootUser User) : Caller
    {
        public override AccountId Account => User.Account;

        public override Arn Arn => User.Arn;

        public override string UserId => User.Id;
    }

    /// <summary>An IAM user, by its own key or in a GetSessionToken session.</summary>
    public sealed record IamUser(User User) : Caller
    {
        public override AccountId Account => User.Account;

        public override Arn Arn => User.Arn;

        public override string UserId => User.Id;
    }

    /// <summary>A role session.</summary>
    public sealed record RoleSession(Role Role, SessionClaims Claims) : Caller
    {
        public override AccountId Account => Role.Account;

        public override Arn Arn => Arn.Sts(Account, $"assumed-role/{Role.Name}/{Claims.Name}");

        public override string UserId => $"{Role.Id}:{Claims.Name}";
    }

    /// <summary>A GetFederationToken session of a user (or of root, when <paramref name="User"/> is null).</summary>
    public sealed record FederatedUser(User? User, SessionClaims Claims) : Caller
    {
        public override AccountId Account => Claims.Account;

        public override Arn Arn => Arn.Sts(Account, $"federated-user/{Claims.Name}");

        public override string UserId => $"{Account}:{Claims.Name}";
    }
}

/// <summary>What a session token says; sealed in the token, so no row is read to authenticate.</summary>
/// <remarks>It names its principal by unique id and carries no rights of its own.</remarks>
public sealed record SessionClaims
{
    public required SessionKind Kind { get; init; }

    /// <summary>The account of the principal that the session acts for.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Unique id of the role or user; root: the account id.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>Temporary access key id, <c>ASIA…</c>.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Secret access key of the session; known only from the opened token.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>Role session name or federated user name; empty for GetSessionToken.</summary>
    public string Name { get; init; } = "";

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When MFA was given; null when it was not.</summary>
    public DateTimeOffset? MfaAuthenticatedAt { get; init; }

    /// <summary>The inline session policy; null when none was passed.</summary>
    public Document? SessionPolicy { get; init; }

    /// <summary>ARNs of managed session policies.</summary>
    public ImmutableArray<string> SessionPolicyArns { get; init; } = [];

    /// <summary>Session tags, inherited ones included.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>Keys of the session tags that pass on to the next role of a chain.</summary>
    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }

    /// <summary>Never the secret: this may be logged.</summary>
    public override string ToString() => $"{Kind} {AccessKeyId}";
}
