namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteAccountPasswordPolicy</c>: AWS's default rules hold again.</summary>
/// <remarks>IAM API Reference, "DeleteAccountPasswordPolicy". Fails with NoSuchEntity.</remarks>
public static class DeleteAccountPasswordPolicy
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteAccountPasswordPolicyRequest, Iam.DeleteAccountPasswordPolicyResponse>("iam", "DeleteAccountPasswordPolicy", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteAccountPasswordPolicyRequest request, Call call) =>
        [new Access("iam:DeleteAccountPasswordPolicy", "*")];

    private static Outcome<Iam.DeleteAccountPasswordPolicyResponse> Apply(Account account, Iam.DeleteAccountPasswordPolicyRequest request, Call call) =>
        account.Settings.PasswordPolicy is null
            ? IamErrors.NoPasswordPolicyToDelete
            : new Outcome<Iam.DeleteAccountPasswordPolicyResponse>(new Iam.DeleteAccountPasswordPolicyResponse(), Change.Put(account.Settings with { PasswordPolicy = null }));
}
