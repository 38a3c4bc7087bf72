namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteAccountAlias</c>.</summary>
/// <remarks>IAM API Reference, "DeleteAccountAlias". Fails with NoSuchEntity.</remarks>
public static class DeleteAccountAlias
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteAccountAliasRequest, Iam.DeleteAccountAliasResponse>("iam", "DeleteAccountAlias", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteAccountAliasRequest request, Call call) =>
        [new Access("iam:DeleteAccountAlias", "*")];

    private static Outcome<Iam.DeleteAccountAliasResponse> Apply(Account account, Iam.DeleteAccountAliasRequest request, Call call) =>
        string.Equals(account.Settings.Alias, request.AccountAlias, StringComparison.Ordinal)
            ? new Outcome<Iam.DeleteAccountAliasResponse>(new Iam.DeleteAccountAliasResponse(), Change.Put(account.Settings with { Alias = null }))
            : IamErrors.NoSuchAccountAlias(request.AccountAlias);
}
