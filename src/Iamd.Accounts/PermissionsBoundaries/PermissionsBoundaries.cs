namespace Iamd.Accounts;

/// <summary>What may be set as a permissions boundary.</summary>
/// <remarks>IAM User Guide, "Permissions boundaries for IAM entities": a managed policy, the account's own or AWS's.</remarks>
internal static class PermissionsBoundaries
{
    /// <summary>Null when that ARN may be a boundary, else the error.</summary>
    public static AwsError? Check(Account account, string arn)
    {
        if (!Arn.TryParse(arn, out Arn? parsed) || !string.Equals(parsed.Service, "iam", StringComparison.Ordinal)
            || !parsed.Resource.StartsWith("policy/", StringComparison.Ordinal))
            return IamErrors.InvalidArn(arn);
        return ManagedPolicySource.TryFind(account, arn, out _) ? null : IamErrors.NoSuchBoundary(arn);
    }
}
