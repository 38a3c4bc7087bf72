namespace Iamd.Accounts;

/// <summary>A user's name and password, or API key, for one service. The secret is shown when it is made; its hash is kept.</summary>
/// <remarks>IAM API Reference, "ServiceSpecificCredential".</remarks>
public sealed record ServiceSpecificCredential
{
    /// <summary>Unique id, <c>ACCA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>codecommit.amazonaws.com</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The generated user name, for API keys the alias: unique in the account among those for the service. A renamed user keeps it.</summary>
    public required string Alias { get; init; }

    /// <summary>SHA-256 of the secret, which has more random bits than that.</summary>
    public required ImmutableArray<byte> SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is no longer good; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool IsActive { get; init; } = true;
}
