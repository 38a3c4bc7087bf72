namespace Iamd.Accounts;

/// <summary>Errors of the operations on server certificates.</summary>
/// <remarks>IAM API Reference, "Errors" of each operation; wording as AWS answers where that is recorded.</remarks>
internal static class ServerCertificateErrors
{
    public static AwsError NoSuch(string name) => IamErrors.NoSuchEntity($"The Server Certificate with name {name} cannot be found.");

    public static AwsError AlreadyExists(string name) => IamErrors.EntityAlreadyExists($"The Server Certificate with name {name} already exists.");

    /// <summary>A certificate that is not in PEM, and equally one that is not valid now.</summary>
    public static AwsError UnreadableCertificate { get; } = Malformed("Unable to parse certificate. Please ensure the certificate is in PEM format.");

    public static AwsError UnreadableKey { get; } = Malformed("Unable to parse private key. Please ensure the private key is in PEM format.");

    public static AwsError KeyPairMismatch { get; } =
        new("KeyPairMismatch", "The public key certificate and the private key do not match.", 400);

    /// <param name="index">The place in the chain of the certificate whose issuer does not follow; -1 for the certificate itself.</param>
    public static AwsError BrokenChain(int index) => Malformed(
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, "
        + $"followed by any intermediaries in order. The index within the chain of the invalid certificate is: {index}");

    private static AwsError Malformed(string message) => new("MalformedCertificate", message, 400);
}
