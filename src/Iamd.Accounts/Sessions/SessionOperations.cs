namespace Iamd.Accounts;

/// <summary>The operations of STS.</summary>
internal static class SessionOperations
{
    internal static readonly ImmutableArray<Operation> All =
    [
        AssumeRole.Operation,
        GetSessionToken.Operation,
        GetFederationToken.Operation,
        GetCallerIdentity.Operation,
        GetAccessKeyInfo.Operation,
        DecodeAuthorizationMessage.Operation,
    ];
}
