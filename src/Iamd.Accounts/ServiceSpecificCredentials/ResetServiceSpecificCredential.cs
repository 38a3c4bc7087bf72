namespace Iamd.Accounts;

/// <summary>IAM <c>ResetServiceSpecificCredential</c>: another secret in place of the present one, which is good no longer.</summary>
/// <remarks>IAM API Reference, "ResetServiceSpecificCredential". Fails with NoSuchEntity.</remarks>
public static class ResetServiceSpecificCredential
{
    public static readonly Operation Operation =
        Operation.Write<Iam.ResetServiceSpecificCredentialRequest, Iam.ResetServiceSpecificCredentialResponse>(
            "iam", "ResetServiceSpecificCredential", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ResetServiceSpecificCredentialRequest request, Call call) =>
        ServiceSpecificCredentialOperations.AccessesToCredential(
            "iam:ResetServiceSpecificCredential", account, request.UserName, request.ServiceSpecificCredentialId, call);

    private static Outcome<Iam.ResetServiceSpecificCredentialResponse> Apply(
        Account account, Iam.ResetServiceSpecificCredentialRequest request, Call call)
    {
        if (!UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error)
            || !ServiceSpecificCredentialOperations.Find(user, request.ServiceSpecificCredentialId).TryGet(out ServiceSpecificCredential? credential, out error))
            return error;
        NewCredentialSecret secret = NewCredentialSecret.For(credential.ServiceName, credential.Alias, call);
        ServiceSpecificCredential reset = credential with { SecretHash = secret.Hash };
        return new(
            new Iam.ResetServiceSpecificCredentialResponse { ServiceSpecificCredential = reset.ToShape(user, secret, call) },
            Change.Put(user.With(credential, reset)));
    }
}
