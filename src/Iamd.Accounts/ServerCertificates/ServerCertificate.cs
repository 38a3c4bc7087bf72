namespace Iamd.Accounts;

/// <summary>A server's certificate with its private key and the certificates that vouch for it.</summary>
/// <remarks>IAM User Guide, "Manage server certificates in IAM". Linux: a pair of files under <c>/etc/ssl</c>.</remarks>
public sealed record ServerCertificate : NamedEntity
{
    /// <summary>The certificate in PEM, as it was uploaded.</summary>
    public required string Body { get; init; }

    /// <summary>The chain in PEM, as it was uploaded; null when there was none.</summary>
    public string? Chain { get; init; }

    /// <summary>The private key in PEM, encrypted.</summary>
    public required SealedSecret PrivateKey { get; init; }

    /// <summary>Until when the certificate is good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public override Arn Arn => Arn.Iam(Account, $"server-certificate{Path}{Name}");
}
