namespace Iamd.Accounts;

/// <summary>The operations on SSH public keys.</summary>
internal static class SSHPublicKeyOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        DeleteSSHPublicKey.Operation,
        GetSSHPublicKey.Operation,
        ListSSHPublicKeys.Operation,
        UpdateSSHPublicKey.Operation,
        UploadSSHPublicKey.Operation,
    ];

    /// <summary>The key with that id, if it is that user's.</summary>
    public static Result<SSHPublicKey> Find(User user, string id)
    {
        SSHPublicKey? key = user.SSHPublicKeys.FirstOrDefault(candidate => string.Equals(candidate.Id, id, StringComparison.Ordinal));
        return key is not null ? key : CredentialErrors.NoSuchSSHPublicKey(id);
    }

    public static Iam.SSHPublicKey ToShape(this SSHPublicKey key, User user, string body) => new()
    {
        UserName = user.Name,
        SSHPublicKeyId = key.Id,
        Fingerprint = SSHPublicKeyText.Fingerprint(key),
        SSHPublicKeyBody = body,
        Status = CredentialStatus.Of(key.IsActive),
        UploadDate = key.UploadedAt,
    };
}
