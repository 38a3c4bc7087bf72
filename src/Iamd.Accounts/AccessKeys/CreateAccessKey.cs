using System.Text;

namespace Iamd.Accounts;

/// <summary>IAM <c>CreateAccessKey</c>. This answer is the only one that ever holds the secret.</summary>
/// <remarks>IAM API Reference, "CreateAccessKey". Fails with NoSuchEntity or LimitExceeded.</remarks>
public static class CreateAccessKey
{
    public static readonly Operation Operation =
        Operation.Write<Iam.CreateAccessKeyRequest, Iam.CreateAccessKeyResponse>("iam", "CreateAccessKey", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreateAccessKeyRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:CreateAccessKey", account, request.UserName, call);

    private static Outcome<Iam.CreateAccessKeyResponse> Apply(Account account, Iam.CreateAccessKeyRequest request, Call call)
    {
        if (!AccessKeyHolder.Find(account, request.UserName, call).TryGet(out AccessKeyHolder holder, out AwsError? error))
            return error;
        if (holder.Keys.Length >= account.Quotas.AccessKeysPerUser)
            return IamErrors.LimitExceeded("AccessKeysPerUser", account.Quotas.AccessKeysPerUser);

        string id = call.Randomness.NewAccessKeyId("AKIA", account.Id);
        string secret = call.Randomness.NewSecretAccessKey();
        AccessKey key = new()
        {
            Id = id,
            Secret = call.Keys.Seal(SecretKind.AccessKey, account.Id, id, Encoding.UTF8.GetBytes(secret), call.Now, call.Randomness),
            CreatedAt = call.Now,
        };
        Iam.AccessKey answered = new()
        {
            UserName = holder.UserName!, // The model requires it, yet root has none.
            AccessKeyId = id,
            Status = AccessKeyOperations.Active,
            SecretAccessKey = secret,
            CreateDate = key.CreatedAt,
        };
        return new(new Iam.CreateAccessKeyResponse { AccessKey = answered }, holder.With(holder.Keys.Add(key)));
    }
}
