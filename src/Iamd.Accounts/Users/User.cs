namespace Iamd.Accounts;

/// <summary>An IAM user.</summary>
/// <remarks>IAM User Guide, "IAM users". Linux: a user.</remarks>
public sealed record User : PrincipalIdentity
{
    /// <summary>Ids of the groups that the user is in.</summary>
    public ImmutableSortedSet<string> GroupIds { get; init; } = [];

    /// <summary>Long-term access keys in the order of creation; two at most.</summary>
    public ImmutableArray<AccessKey> AccessKeys { get; init; } = [];

    /// <summary>SSH public keys in the order in which they were uploaded.</summary>
    public ImmutableArray<SSHPublicKey> SSHPublicKeys { get; init; } = [];

    /// <summary>User names and passwords, and API keys, for single services, in the order of creation.</summary>
    public ImmutableArray<ServiceSpecificCredential> ServiceSpecificCredentials { get; init; } = [];

    /// <summary>Signing certificates in the order in which they were uploaded; two at most.</summary>
    public ImmutableArray<SigningCertificate> SigningCertificates { get; init; } = [];

    /// <summary>Password for the console; null when the user has none.</summary>
    public LoginProfile? LoginProfile { get; init; }

    public override Arn Arn => Arn.Iam(Account, $"user{Path}{Name}");

    internal override IEnumerable<Reference> References =>
        base.References.Concat(GroupIds.Select(id => new Reference(ReferenceKind.Membership, id)));
}

/// <summary>A long-term access key of a user or of root.</summary>
public sealed record AccessKey
{
    /// <summary>Access key id, <c>AKIA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The secret access key, encrypted.</summary>
    public required SealedSecret Secret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsActive { get; init; } = true;
}

/// <summary>A password, as its Argon2id hash. One salt serves the whole profile, so that reuse can be told.</summary>
public sealed record LoginProfile
{
    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset PasswordChangedAt { get; init; }

    public required ImmutableArray<byte> Salt { get; init; }

    public required ImmutableArray<byte> Hash { get; init; }

    /// <summary>Hashes of former passwords, newest first; as many as the strictest reuse rule needs (24).</summary>
    public ImmutableArray<ImmutableArray<byte>> FormerHashes { get; init; } = [];

    public bool PasswordResetRequired { get; init; }
}
