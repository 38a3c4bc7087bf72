using System.Diagnostics.CodeAnalysis;

namespace Iamd.Policy;

/// <summary>What IAM checks when a policy is stored, in its words.</summary>
public static class PolicyValidator
{
    /// <summary>Reads a policy to be stored; <paramref name="message"/> is that of <c>MalformedPolicyDocument</c>.</summary>
    public static bool TryRead(
        string text,
        PolicyType type,
        [NotNullWhen(true)] out PolicyDocument? document,
        [NotNullWhen(false)] out string? message)
    {
        if (!PolicyDocument.TryParse(text, out document, out PolicyError? error))
        {
            message = Describe(error, type);
            return false;
        }
        message = Validate(document, type);
        return message is null;
    }

    /// <summary>Null when IAM would store the policy, else the message of <c>MalformedPolicyDocument</c>.</summary>
    public static string? Validate(PolicyDocument document, PolicyType type) => null;

    /// <summary>The message of <c>MalformedPolicyDocument</c> for a text that is not a policy.</summary>
    public static string Describe(PolicyError error, PolicyType type) => "Syntax errors in policy.";
}
