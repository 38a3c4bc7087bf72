namespace Iamd.Accounts;

/// <summary>The operations on signing certificates.</summary>
internal static class SigningCertificateOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        DeleteSigningCertificate.Operation,
        ListSigningCertificates.Operation,
        UpdateSigningCertificate.Operation,
        UploadSigningCertificate.Operation,
    ];
}
