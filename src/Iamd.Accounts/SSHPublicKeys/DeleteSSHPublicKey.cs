namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteSSHPublicKey</c>.</summary>
/// <remarks>IAM API Reference, "DeleteSSHPublicKey". Fails with NoSuchEntity.</remarks>
public static class DeleteSSHPublicKey
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteSSHPublicKeyRequest, Iam.DeleteSSHPublicKeyResponse>("iam", "DeleteSSHPublicKey", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteSSHPublicKeyRequest request, Call call) =>
        [Access.ToUser("iam:DeleteSSHPublicKey", account, request.UserName)];

    private static Outcome<Iam.DeleteSSHPublicKeyResponse> Apply(Account account, Iam.DeleteSSHPublicKeyRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error)
            || !SSHPublicKeyOperations.Find(user, request.SSHPublicKeyId).TryGet(out SSHPublicKey? key, out error))
            return error;
        return new(new Iam.DeleteSSHPublicKeyResponse(), Change.Put(user with { SSHPublicKeys = user.SSHPublicKeys.Remove(key) }));
    }
}
