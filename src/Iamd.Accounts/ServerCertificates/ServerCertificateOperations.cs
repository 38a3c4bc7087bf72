namespace Iamd.Accounts;

/// <summary>The operations on server certificates, but for tags.</summary>
internal static class ServerCertificateOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        DeleteServerCertificate.Operation,
        GetServerCertificate.Operation,
        ListServerCertificates.Operation,
        UpdateServerCertificate.Operation,
        UploadServerCertificate.Operation,
    ];

    /// <summary>The certificate with that name, or the error that there is none.</summary>
    public static Result<ServerCertificate> Find(Account account, string name) =>
        account.ServerCertificates.TryGet(name, out ServerCertificate? certificate) ? certificate : ServerCertificateErrors.NoSuch(name);

    public static Iam.ServerCertificateMetadata ToShape(this ServerCertificate certificate) => new()
    {
        Path = certificate.Path,
        ServerCertificateName = certificate.Name,
        ServerCertificateId = certificate.Id,
        Arn = certificate.Arn.ToString(),
        UploadDate = certificate.CreatedAt,
        Expiration = certificate.ExpiresAt,
    };
}
