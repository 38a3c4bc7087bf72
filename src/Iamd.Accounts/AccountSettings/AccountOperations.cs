namespace Iamd.Accounts;

/// <summary>The operations on an account as a whole.</summary>
internal static class AccountOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateAccountAlias.Operation,
        DeleteAccountAlias.Operation,
        GetAccountAuthorizationDetails.Operation,
        GetAccountSummary.Operation,
        ListAccountAliases.Operation,
    ];
}
