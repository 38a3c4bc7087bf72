namespace Iamd.Accounts;

/// <summary>IAM <c>UploadSSHPublicKey</c>.</summary>
/// <remarks>
/// IAM API Reference, "UploadSSHPublicKey". Fails with NoSuchEntity, UnrecognizedPublicKeyEncoding, InvalidPublicKey,
/// DuplicateSSHPublicKey or LimitExceeded.
/// </remarks>
public static class UploadSSHPublicKey
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UploadSSHPublicKeyRequest, Iam.UploadSSHPublicKeyResponse>("iam", "UploadSSHPublicKey", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UploadSSHPublicKeyRequest request, Call call) =>
        [Access.ToUser("iam:UploadSSHPublicKey", account, request.UserName)];

    private static Outcome<Iam.UploadSSHPublicKeyResponse> Apply(Account account, Iam.UploadSSHPublicKeyRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error)
            || !SSHPublicKeyText.Read(request.SSHPublicKeyBody).TryGet(out ImmutableArray<byte> blob, out error))
            return error;
        // The key counts, not the form in which it came.
        if (user.SSHPublicKeys.Any(known => known.Blob.AsSpan().SequenceEqual(blob.AsSpan())))
            return CredentialErrors.DuplicateSSHPublicKey;
        if (user.SSHPublicKeys.Length >= account.Quotas.SSHPublicKeysPerUser)
            return IamErrors.LimitExceeded("SSHPublicKeysPerUser", account.Quotas.SSHPublicKeysPerUser);

        SSHPublicKey key = new() { Id = call.NewUniqueId("APKA"), Blob = blob, UploadedAt = call.Now };
        return new(
            new Iam.UploadSSHPublicKeyResponse { SSHPublicKey = key.ToShape(user, request.SSHPublicKeyBody) },
            Change.Put(user with { SSHPublicKeys = user.SSHPublicKeys.Add(key) }));
    }
}
