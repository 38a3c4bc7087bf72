namespace Iamd.Accounts;

/// <summary>A certificate of a user or of root, whose key signs requests of old SOAP interfaces.</summary>
/// <remarks>IAM API Reference, "SigningCertificate".</remarks>
public sealed record SigningCertificate
{
    /// <summary>Id of 32 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The certificate in PEM, as it was uploaded.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 of the certificate itself, by which it is known again however its text is written.</summary>
    public required ImmutableArray<byte> Sha256 { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public bool IsActive { get; init; } = true;
}
