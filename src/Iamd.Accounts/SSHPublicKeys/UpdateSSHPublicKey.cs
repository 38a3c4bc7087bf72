namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateSSHPublicKey</c>: makes a key active or inactive.</summary>
/// <remarks>IAM API Reference, "UpdateSSHPublicKey". Fails with NoSuchEntity, or InvalidInput for a status that only AWS sets.</remarks>
public static class UpdateSSHPublicKey
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateSSHPublicKeyRequest, Iam.UpdateSSHPublicKeyResponse>("iam", "UpdateSSHPublicKey", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateSSHPublicKeyRequest request, Call call) =>
        [Access.ToUser("iam:UpdateSSHPublicKey", account, request.UserName)];

    private static Outcome<Iam.UpdateSSHPublicKeyResponse> Apply(Account account, Iam.UpdateSSHPublicKeyRequest request, Call call)
    {
        if (!CredentialStatus.Read(request.Status).TryGet(out bool isActive, out AwsError? error)
            || !UserOperations.Find(account, request.UserName).TryGet(out User? user, out error)
            || !SSHPublicKeyOperations.Find(user, request.SSHPublicKeyId).TryGet(out SSHPublicKey? key, out error))
            return error;
        return key.IsActive == isActive
            ? new(new Iam.UpdateSSHPublicKeyResponse())
            : new(
                new Iam.UpdateSSHPublicKeyResponse(),
                Change.Put(user with { SSHPublicKeys = user.SSHPublicKeys.Replace(key, key with { IsActive = isActive }) }));
    }
}
