using System.Collections.Frozen;
using Iamd.Policy;

namespace Iamd.Validation;

/// <summary>What a file is checked as.</summary>
/// <param name="Type">The rules it is held to.</param>
/// <param name="Name">As one says it: <c>trust policy</c>.</param>
/// <param name="MaxCharacters">AWS's quota of characters without white space; null where none is documented for one policy.</param>
/// <remarks>IAM User Guide, "IAM and AWS STS quotas".</remarks>
internal sealed record PolicyKind(PolicyType Type, string Name, int? MaxCharacters)
{
    /// <summary>What a policy is when nothing else is said.</summary>
    public const string Default = "identity";

    /// <summary>A policy that is part of one user, group or role.</summary>
    public const string Inline = "inline";

    /// <summary>By the word of <c>--type</c>.</summary>
    public static readonly FrozenDictionary<string, PolicyKind> All = new Dictionary<string, PolicyKind>(StringComparer.Ordinal)
    {
        [Default] = new(PolicyType.Identity, "identity-based policy", 6144),
        ["managed"] = new(PolicyType.Managed, "managed policy", 6144),
        // All inline policies of a role together; users and groups may have less.
        [Inline] = new(PolicyType.Identity, "inline policy", 10240),
        ["trust"] = new(PolicyType.Trust, "trust policy", 2048),
        ["resource"] = new(PolicyType.Resource, "resource-based policy", null),
        ["boundary"] = new(PolicyType.PermissionsBoundary, "permissions boundary", 6144),
        ["session"] = new(PolicyType.Session, "session policy", 2048),
        ["service-control"] = new(PolicyType.ServiceControl, "service control policy", 5120),
        ["resource-control"] = new(PolicyType.ResourceControl, "resource control policy", 5120),
        ["endpoint"] = new(PolicyType.Endpoint, "VPC endpoint policy", null),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
