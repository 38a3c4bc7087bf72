using System.Diagnostics.CodeAnalysis;

namespace Iamd.Policy;

/// <summary>What AWS checks when a policy is stored, in its words.</summary>
/// <remarks>
/// AWS documents the grammar but not the messages of <c>MalformedPolicyDocument</c>; these are the ones that IAM was seen
/// to answer. Trust policies and resource-based policies are read by another parser than the rest and have their own words.
/// </remarks>
public static class PolicyValidator
{
    /// <summary>Reads a policy to be stored.</summary>
    /// <param name="text">The policy's text.</param>
    /// <param name="type">What it is to be stored as.</param>
    /// <param name="document">The policy, when it may be stored.</param>
    /// <param name="message">Else the message of <c>MalformedPolicyDocument</c>.</param>
    public static bool TryRead(
        string text,
        PolicyType type,
        [NotNullWhen(true)] out PolicyDocument? document,
        [NotNullWhen(false)] out string? message)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!PolicyDocument.TryParse(text, out document, out PolicyError? error))
        {
            message = Describe(error, type);
            return false;
        }
        message = Validate(document, type);
        if (message is null)
            return true;
        document = null;
        return false;
    }

    /// <summary>Null when AWS would store the policy, else the message of <c>MalformedPolicyDocument</c>.</summary>
    public static string? Validate(PolicyDocument document, PolicyType type)
    {
        ArgumentNullException.ThrowIfNull(document);
        return type switch
        {
            PolicyType.Identity or PolicyType.Session or PolicyType.Managed or PolicyType.PermissionsBoundary => IdentityRules.Check(document, type),
            PolicyType.Trust => TrustRules.Check(document),
            PolicyType.Resource or PolicyType.Endpoint => ResourceRules.Check(document),
            PolicyType.ServiceControl => OrganizationRules.Check(document, hasPrincipal: false),
            PolicyType.ResourceControl => OrganizationRules.Check(document, hasPrincipal: true),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    /// <summary>The message of <c>MalformedPolicyDocument</c> for a text that is not a policy at all.</summary>
    public static string Describe(PolicyError error, PolicyType type)
    {
        ArgumentNullException.ThrowIfNull(error);
        return type switch
        {
            PolicyType.Identity or PolicyType.Managed or PolicyType.Session or PolicyType.PermissionsBoundary => IdentityRules.Describe(error, type),
            PolicyType.Trust or PolicyType.Resource or PolicyType.Endpoint => ResourceRules.Describe(error),
            PolicyType.ServiceControl or PolicyType.ResourceControl => OrganizationRules.Message,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }
}
