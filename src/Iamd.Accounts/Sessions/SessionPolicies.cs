using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>The policies that are passed with a request for a session: one inline, up to ten managed ones.</summary>
/// <remarks>IAM User Guide, "Session policies"; STS API Reference, "AssumeRole", Policy and PolicyArns.</remarks>
internal sealed record SessionPolicies
{
    private const int MaxPlaintextCharacters = 2048;
    private const int MaxManagedPolicies = 10;

    /// <summary>The inline policy; null when none was passed.</summary>
    public required Document? Inline { get; init; }

    /// <summary>ARNs of the managed policies.</summary>
    public required ImmutableArray<string> Arns { get; init; }

    /// <summary>Reads what was passed.</summary>
    /// <param name="account">The account that the managed policies must be of: the role's or the caller's.</param>
    public static bool TryRead(
        Account account,
        string? policy,
        IReadOnlyList<Sts.PolicyDescriptorType> policyArns,
        [NotNullWhen(true)] out SessionPolicies? policies,
        [NotNullWhen(false)] out AwsError? error)
    {
        policies = null;
        error = null;
        Document? document = null;
        if (policy is not null)
        {
            if (!PolicyValidator.TryRead(policy, PolicyType.Session, out _, out string? message))
                error = StsErrors.MalformedPolicyDocument(message);
            else if (policy.Length > MaxPlaintextCharacters)
                error = StsErrors.PackedPolicyTooLarge((100 * policy.Length + MaxPlaintextCharacters - 1) / MaxPlaintextCharacters);
            else if (!Document.TryParse(policy, out document, out PolicyError? unreadable))
                error = StsErrors.MalformedPolicyDocument(unreadable.Message);
        }
        ImmutableArray<string> arns = [.. policyArns.Select(descriptor => descriptor.Arn).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (arns.Length > MaxManagedPolicies)
        {
            error ??= StsErrors.ValidationError(
                $"1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to {MaxManagedPolicies}");
        }
        if (arns.FirstOrDefault(arn => !ManagedPolicySource.TryFind(account, arn, out _)) is string missing)
            error ??= StsErrors.MalformedPolicyDocument($"Policy {missing} does not exist or is not attachable.");
        if (error is not null)
            return false;
        policies = new SessionPolicies { Inline = document, Arns = arns };
        return true;
    }
}
