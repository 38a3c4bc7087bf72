namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateAccessKey</c>: makes a key active or inactive.</summary>
/// <remarks>IAM API Reference, "UpdateAccessKey". Fails with NoSuchEntity, or ValidationError for a status that only AWS sets.</remarks>
public static class UpdateAccessKey
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateAccessKeyRequest, Iam.UpdateAccessKeyResponse>("iam", "UpdateAccessKey", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateAccessKeyRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:UpdateAccessKey", account, request.UserName, call);

    private static Outcome<Iam.UpdateAccessKeyResponse> Apply(Account account, Iam.UpdateAccessKeyRequest request, Call call)
    {
        // The model's enumeration is shared with credentials that can expire; an access key cannot.
        if (request.Status is not (AccessKeyOperations.Active or AccessKeyOperations.Inactive))
        {
            return IamErrors.ValidationError(
                $"1 validation error detected: Value '{request.Status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]");
        }
        if (!AccessKeyHolder.Find(account, request.UserName, call).TryGet(out AccessKeyHolder holder, out AwsError? error))
            return error;
        if (!holder.TryGetKey(request.AccessKeyId, out AccessKey? key))
            return IamErrors.NoSuchAccessKey(request.AccessKeyId);
        AccessKey updated = key with { IsActive = request.Status is AccessKeyOperations.Active };
        return updated == key
            ? new(new Iam.UpdateAccessKeyResponse())
            : new(new Iam.UpdateAccessKeyResponse(), holder.With(holder.Keys.Replace(key, updated)));
    }
}
