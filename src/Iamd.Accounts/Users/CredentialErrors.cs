namespace Iamd.Accounts;

/// <summary>Errors of the operations on what users prove themselves with, besides access keys, passwords and MFA devices.</summary>
/// <remarks>IAM API Reference, "Errors" of each operation; wording as AWS answers where that is recorded.</remarks>
internal static class CredentialErrors
{
    public static AwsError NoSuchSSHPublicKey(string id) => IamErrors.NoSuchEntity($"The Public Key with id {id} cannot be found.");

    /// <summary>A key that is in a known form, yet is no RSA key of 2048 bits or more.</summary>
    public static AwsError InvalidPublicKey { get; } = new("InvalidPublicKey", "The public key is malformed or otherwise invalid.", 400);

    /// <summary>A text that is neither a line of OpenSSH nor PEM.</summary>
    public static AwsError UnrecognizedPublicKeyEncoding { get; } =
        new("UnrecognizedPublicKeyEncoding", "The public key encoding format is unsupported or unrecognized.", 400);

    public static AwsError DuplicateSSHPublicKey { get; } =
        new("DuplicateSSHPublicKey", "The SSH public key is already associated with the specified IAM user.", 400);

    /// <summary>A service that takes no credentials of its own, and equally a name that is no service's.</summary>
    public static AwsError NoSuchCredentialService(string name) =>
        IamErrors.NoSuchEntity($"No such service {name} is supported for Service Specific Credentials");

    public static AwsError NoSuchServiceSpecificCredential(string id) => IamErrors.NoSuchEntity($"No such credential {id} exists");

    public static AwsError NoSuchCertificate(string id) => IamErrors.NoSuchEntity($"The Certificate with id {id} cannot be found.");

    /// <summary>A signing certificate that cannot be read.</summary>
    public static AwsError MalformedCertificate(string body) => new("MalformedCertificate", $"Certificate {body} is malformed.", 400);

    /// <summary>A signing certificate that is not valid now.</summary>
    public static AwsError InvalidCertificate(string body) => new("InvalidCertificate", $"Certificate {body} is invalid.", 400);

    /// <summary>A signing certificate that somebody in the account has already.</summary>
    public static AwsError DuplicateCertificate(string body) => new("DuplicateCertificate", $"Certificate {body} already exists.", 409);

    /// <summary>A status that nobody sets: it comes with time.</summary>
    public static AwsError ExpiredIsNotSet { get; } = IamErrors.InvalidInput("Status cannot be set to Expired.");
}
