namespace Iamd.Accounts;

/// <summary>IAM <c>ListSSHPublicKeys</c>: without the keys themselves.</summary>
/// <remarks>IAM API Reference, "ListSSHPublicKeys". Fails with NoSuchEntity.</remarks>
public static class ListSSHPublicKeys
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListSSHPublicKeysRequest, Iam.ListSSHPublicKeysResponse>("iam", "ListSSHPublicKeys", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListSSHPublicKeysRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:ListSSHPublicKeys", account, request.UserName, call);

    private static Result<Iam.ListSSHPublicKeysResponse> Answer(Account account, Iam.ListSSHPublicKeysRequest request, Call call)
    {
        if (!UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error)
            || !Paging.CutByAge(
                user.SSHPublicKeys, key => key.UploadedAt, key => key.Id, request.MaxItems, request.Marker, $"ListSSHPublicKeys {user.Id}", call)
                .TryGet(out Page<SSHPublicKey>? page, out error))
            return error;
        return new Iam.ListSSHPublicKeysResponse
        {
            SSHPublicKeys = [.. page.Items.Select(key => new Iam.SSHPublicKeyMetadata
            {
                UserName = user.Name,
                SSHPublicKeyId = key.Id,
                Status = CredentialStatus.Of(key.IsActive),
                UploadDate = key.UploadedAt,
            })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
