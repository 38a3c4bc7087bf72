namespace Iamd.Accounts;

/// <summary>One set of temporary credentials, for listing and revoking. It holds no secret.</summary>
public sealed record IssuedSession
{
    /// <summary>The account of the principal that the credentials act for.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The temporary access key id, <c>ASIA…</c>.</summary>
    public required string AccessKeyId { get; init; }

    public required SessionKind Kind { get; init; }

    /// <summary>Unique id of the role or user (root: the account id) that the session acts for.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>Role session name or federated user name; empty for GetSessionToken.</summary>
    public required string Name { get; init; }

    /// <summary>ARN of who asked for the session.</summary>
    public required string IssuedTo { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Which STS call made a session.</summary>
public enum SessionKind
{
    /// <summary>AssumeRole and its kin.</summary>
    Role,

    /// <summary>GetFederationToken.</summary>
    FederatedUser,

    /// <summary>GetSessionToken.</summary>
    SessionToken,
}
