namespace Iamd.Accounts;

/// <summary>IAM <c>GetSSHPublicKey</c>: in the form that is asked for, whichever it was uploaded in.</summary>
/// <remarks>IAM API Reference, "GetSSHPublicKey". Fails with NoSuchEntity.</remarks>
public static class GetSSHPublicKey
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetSSHPublicKeyRequest, Iam.GetSSHPublicKeyResponse>("iam", "GetSSHPublicKey", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetSSHPublicKeyRequest request, Call call) =>
        [Access.ToUser("iam:GetSSHPublicKey", account, request.UserName)];

    private static Result<Iam.GetSSHPublicKeyResponse> Answer(Account account, Iam.GetSSHPublicKeyRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error)
            || !SSHPublicKeyOperations.Find(user, request.SSHPublicKeyId).TryGet(out SSHPublicKey? key, out error))
            return error;
        string body = request.Encoding is Iam.EncodingType.Pem ? SSHPublicKeyText.ToPem(key) : SSHPublicKeyText.ToSsh(key);
        return new Iam.GetSSHPublicKeyResponse { SSHPublicKey = key.ToShape(user, body) };
    }
}
