using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Iamd.Accounts;

/// <summary>Policies that a request to the simulator brings along.</summary>
/// <remarks>IAM API Reference, "SimulateCustomPolicy", PolicyInputList: they are named by their place in the list.</remarks>
internal static class InputPolicies
{
    public const string IdentityName = "PolicyInputList";
    public const string BoundaryName = "PermissionsBoundaryPolicyInputList";
    public const string ResourcePolicyName = "ResourcePolicy";

    /// <summary>Reads identity-based policies.</summary>
    public static bool TryRead(IReadOnlyList<string> texts, out ImmutableArray<NamedPolicy> policies, [NotNullWhen(false)] out AwsError? error) =>
        TryRead(texts, IdentityName, PolicyType.Identity, out policies, out error);

    /// <summary>Reads a permissions boundary; null when none was passed.</summary>
    public static bool TryReadBoundary(IReadOnlyList<string> texts, out NamedPolicy? boundary, [NotNullWhen(false)] out AwsError? error)
    {
        boundary = null;
        error = texts.Count > 1 ? SimulationErrors.TooManyBoundaries : null;
        if (error is not null
            || !TryRead(texts, BoundaryName, PolicyType.PermissionsBoundary, out ImmutableArray<NamedPolicy> policies, out error))
            return false;
        boundary = policies.FirstOrDefault();
        return true;
    }

    /// <summary>Reads a resource-based policy; null when none was passed.</summary>
    public static bool TryReadResourcePolicy(string? text, out NamedPolicy? policy, [NotNullWhen(false)] out AwsError? error)
    {
        policy = null;
        error = null;
        return text is null || TryRead(text, ResourcePolicyName, PolicyType.Resource, out policy, out error);
    }

    private static bool TryRead(
        IReadOnlyList<string> texts, string list, PolicyType type, out ImmutableArray<NamedPolicy> policies, [NotNullWhen(false)] out AwsError? error)
    {
        ImmutableArray<NamedPolicy>.Builder read = ImmutableArray.CreateBuilder<NamedPolicy>(texts.Count);
        policies = [];
        error = null;
        for (int i = 0; i < texts.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{list}.{i + 1}");
            if (!TryRead(texts[i], name, type, out NamedPolicy? policy, out error))
                return false;
            read.Add(policy);
        }
        policies = read.MoveToImmutable();
        return true;
    }

    private static bool TryRead(
        string text, string name, PolicyType type, [NotNullWhen(true)] out NamedPolicy? policy, [NotNullWhen(false)] out AwsError? error)
    {
        bool isRead = PolicyValidator.TryRead(text, type, out PolicyDocument? document, out string? message);
        policy = document is null || !isRead ? null : new NamedPolicy(name, null, CompiledPolicy.Compile(document));
        error = policy is null ? SimulationErrors.InvalidPolicy(name, message ?? "") : null;
        return policy is not null;
    }
}
