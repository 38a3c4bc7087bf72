namespace Iamd.Accounts;

/// <summary>Managed policies as requests name them: by ARN.</summary>
/// <remarks>IAM API Reference, <c>PolicyArn</c> of each operation; the errors are as AWS answers.</remarks>
internal static class PolicyArns
{
    /// <summary>The policy with that ARN, the account's own or AWS's.</summary>
    /// <param name="missing">The error when there is none.</param>
    public static Result<ManagedPolicySource> Find(Account account, string arn, AwsError missing)
    {
        if (Malformed(arn) is AwsError malformed)
            return malformed;
        return ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source) ? source : missing;
    }

    /// <summary>The account's own policy with that ARN, to be changed. AWS's cannot be; another account's is none here.</summary>
    public static Result<ManagedPolicy> FindOwn(Account account, string arn, AwsError missing)
    {
        if (Malformed(arn) is AwsError malformed)
            return malformed;
        if (Arn.Parse(arn).Account is "aws")
            return IamErrors.PolicyOutsideAccount;
        return ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source) && source is ManagedPolicySource.OfCustomer own
            ? own.Policy
            : missing;
    }

    /// <summary>The policy with that ARN if it can be attached to customers' identities or limit them.</summary>
    /// <param name="kind"><c>User</c>, <c>Group</c> or <c>Role</c>.</param>
    public static Result<ManagedPolicySource> FindAttachable(Account account, string arn, string kind, AwsError missing)
    {
        if (!Find(account, arn, missing).TryGet(out ManagedPolicySource? source, out AwsError? error))
            return error;
        return source is not ManagedPolicySource.OfAws { Policy: var policy } ? source
            : policy.IsForServiceLinkedRoles ? IamErrors.PolicyNotAttachable(kind)
            : policy.IsDeprecated ? missing
            : source;
    }

    /// <summary>What must be allowed for an action on the policy with that ARN.</summary>
    public static Access AccessTo(string action, Account account, string arn)
    {
        if (ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source) && source is ManagedPolicySource.OfCustomer own)
            return Access.To(action, own.Policy);
        // Whatever the ARN says, it is looked for in this account: AWS's policies count as everyone's own, and those of another
        // account are not found.
        return new Access(action, arn) { ResourceAccount = account.Id, ResourceLabel = $"policy {arn}" };
    }

    private static AwsError? Malformed(string arn)
    {
        if (!Arn.TryParse(arn, out Arn? parsed))
            return IamErrors.NotAnArn(arn);
        bool isPolicy = parsed is { Partition: "aws", Service: "iam", Region: "" } && parsed.Resource.StartsWith("policy/", StringComparison.Ordinal);
        return isPolicy ? null : IamErrors.InvalidArn(arn);
    }
}
