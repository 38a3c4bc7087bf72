namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateServiceSpecificCredential</c>: makes a credential active or inactive.</summary>
/// <remarks>IAM API Reference, "UpdateServiceSpecificCredential". Fails with NoSuchEntity, or InvalidInput for a status that only AWS sets.</remarks>
public static class UpdateServiceSpecificCredential
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateServiceSpecificCredentialRequest, Iam.UpdateServiceSpecificCredentialResponse>(
            "iam", "UpdateServiceSpecificCredential", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateServiceSpecificCredentialRequest request, Call call) =>
        ServiceSpecificCredentialOperations.AccessesToCredential(
            "iam:UpdateServiceSpecificCredential", account, request.UserName, request.ServiceSpecificCredentialId, call);

    private static Outcome<Iam.UpdateServiceSpecificCredentialResponse> Apply(
        Account account, Iam.UpdateServiceSpecificCredentialRequest request, Call call)
    {
        if (!CredentialStatus.Read(request.Status).TryGet(out bool isActive, out AwsError? error)
            || !UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out error)
            || !ServiceSpecificCredentialOperations.Find(user, request.ServiceSpecificCredentialId).TryGet(out ServiceSpecificCredential? credential, out error))
            return error;
        return credential.IsActive == isActive
            ? new(new Iam.UpdateServiceSpecificCredentialResponse())
            : new(new Iam.UpdateServiceSpecificCredentialResponse(), Change.Put(user.With(credential, credential with { IsActive = isActive })));
    }
}
