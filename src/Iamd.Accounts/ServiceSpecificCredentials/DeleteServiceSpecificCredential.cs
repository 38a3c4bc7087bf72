namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteServiceSpecificCredential</c>.</summary>
/// <remarks>IAM API Reference, "DeleteServiceSpecificCredential". Fails with NoSuchEntity.</remarks>
public static class DeleteServiceSpecificCredential
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteServiceSpecificCredentialRequest, Iam.DeleteServiceSpecificCredentialResponse>(
            "iam", "DeleteServiceSpecificCredential", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteServiceSpecificCredentialRequest request, Call call) =>
        ServiceSpecificCredentialOperations.AccessesToCredential(
            "iam:DeleteServiceSpecificCredential", account, request.UserName, request.ServiceSpecificCredentialId, call);

    private static Outcome<Iam.DeleteServiceSpecificCredentialResponse> Apply(
        Account account, Iam.DeleteServiceSpecificCredentialRequest request, Call call)
    {
        if (!UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error)
            || !ServiceSpecificCredentialOperations.Find(user, request.ServiceSpecificCredentialId).TryGet(out ServiceSpecificCredential? credential, out error))
            return error;
        return new(
            new Iam.DeleteServiceSpecificCredentialResponse(),
            Change.Put(user with { ServiceSpecificCredentials = user.ServiceSpecificCredentials.Remove(credential) }));
    }
}
