namespace Iamd.Accounts;

/// <summary>What may be set as a permissions boundary.</summary>
/// <remarks>IAM User Guide, "Permissions boundaries for IAM entities": a managed policy, the account's own or AWS's.</remarks>
internal static class PermissionsBoundaries
{
    /// <summary>Null when that ARN may limit a principal of that kind, else the error. AWS calls a missing one a scope.</summary>
    public static AwsError? Check(Account account, string arn, IdentityKind kind) =>
        PolicyArns.FindAttachable(account, arn, kind.Name, IamErrors.NoSuchBoundary(arn)).Error;
}
