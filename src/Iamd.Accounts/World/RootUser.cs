namespace Iamd.Accounts;

/// <summary>The account's root user. Its id is the account number.</summary>
/// <remarks>IAM User Guide, "AWS account root user". Linux: root.</remarks>
public sealed record RootUser : Entity
{
    public required DateTimeOffset CreatedAt { get; init; }

    public ImmutableArray<AccessKey> AccessKeys { get; init; } = [];

    /// <summary>Signing certificates in the order in which they were uploaded; two at most.</summary>
    public ImmutableArray<SigningCertificate> SigningCertificates { get; init; } = [];

    /// <summary>Password for the console; null when root has none.</summary>
    public LoginProfile? LoginProfile { get; init; }

    public Arn Arn => Arn.Iam(Account, "root");
}
