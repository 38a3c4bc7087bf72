namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteAccessKey</c>.</summary>
/// <remarks>IAM API Reference, "DeleteAccessKey". Fails with NoSuchEntity.</remarks>
public static class DeleteAccessKey
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteAccessKeyRequest, Iam.DeleteAccessKeyResponse>("iam", "DeleteAccessKey", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteAccessKeyRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:DeleteAccessKey", account, request.UserName, call);

    private static Outcome<Iam.DeleteAccessKeyResponse> Apply(Account account, Iam.DeleteAccessKeyRequest request, Call call)
    {
        if (!AccessKeyHolder.Find(account, request.UserName, call).TryGet(out AccessKeyHolder holder, out AwsError? error))
            return error;
        return holder.TryGetKey(request.AccessKeyId, out AccessKey? key)
            ? new Outcome<Iam.DeleteAccessKeyResponse>(new Iam.DeleteAccessKeyResponse(), holder.With(holder.Keys.Remove(key)))
            : IamErrors.NoSuchAccessKey(request.AccessKeyId);
    }
}
