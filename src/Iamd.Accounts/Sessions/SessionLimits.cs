namespace Iamd.Accounts;

/// <summary>What each kind of session may not call, whatever policies say. The front door asks before it authorizes.</summary>
/// <remarks>IAM User Guide, "Compare AWS STS credentials": restrictions on API operations.</remarks>
public static class SessionLimits
{
    /// <summary>Null when a caller of this kind may call the operation, else the answer.</summary>
    public static AwsError? Check(Caller caller, Operation operation) => (operation.Service, caller.Session) switch
    {
        (_, null) => null,
        ("iam", { Kind: SessionKind.FederatedUser }) => StsErrors.InvalidClientTokenId,
        ("iam", { Kind: SessionKind.SessionToken, MfaAuthenticatedAt: null }) => StsErrors.InvalidClientTokenId,
        ("sts", { Kind: SessionKind.FederatedUser }) when operation.Name is not "GetCallerIdentity" => StsErrors.CannotCall(operation.Name),
        ("sts", { Kind: SessionKind.SessionToken }) when operation.Name is not ("GetCallerIdentity" or "AssumeRole") => StsErrors.CannotCall(operation.Name),
        ("sts", { Kind: SessionKind.Role }) when operation.Name is "GetSessionToken" or "GetFederationToken" => StsErrors.CannotCall(operation.Name),
        _ => null,
    };
}
