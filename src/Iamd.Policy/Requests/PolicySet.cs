using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>A policy with the name that explanations and denials cite.</summary>
/// <param name="Name">An ARN for managed policies, else the policy's name.</param>
/// <param name="SourceType">Where it comes from, such as <c>IAM Policy</c>, <c>user</c>, <c>group</c> or <c>role</c>; null when of no interest.</param>
/// <param name="Policy">The policy.</param>
public sealed record NamedPolicy(string Name, string? SourceType, CompiledPolicy Policy);

/// <summary>The policies attached to one place on the way from an organization's root to an account.</summary>
/// <param name="Identifier">The root, unit or account, such as <c>ou-ab12-11111111</c>.</param>
/// <param name="Policies">The policies attached there; none means that nothing is allowed through.</param>
public sealed record OrganizationLevel(string Identifier, ImmutableArray<NamedPolicy> Policies);

/// <summary>Resource-based policies with rules of their own.</summary>
public enum ResourcePolicyKind
{
    /// <summary>Adds to identity-based policies within an account; both are needed across accounts.</summary>
    Ordinary,

    /// <summary>A role's trust policy: nobody assumes a role that does not trust them, whatever their own policies say.</summary>
    RoleTrust,

    /// <summary>A KMS key policy: identity-based policies count only where the key policy lets the account use them.</summary>
    KmsKey,
}

/// <summary>All policies that take part in one decision.</summary>
/// <remarks>IAM User Guide, "Policy evaluation logic".</remarks>
public sealed record PolicySet
{
    /// <summary>No policy at all: everything is implicitly denied, but to root.</summary>
    public static PolicySet Empty { get; } = new();

    /// <summary>Managed and inline policies of the principal, and of its groups.</summary>
    public ImmutableArray<NamedPolicy> IdentityPolicies { get; init; } = [];

    /// <summary>The permissions boundary; empty when none is set.</summary>
    public ImmutableArray<NamedPolicy> PermissionsBoundaries { get; init; } = [];

    /// <summary>
    /// Policies passed when the session was made, inline and managed together; null when none were passed,
    /// empty when session policies are in play but allow nothing (a federated user's session without a policy).
    /// </summary>
    public ImmutableArray<NamedPolicy>? SessionPolicies { get; init; }

    /// <summary>The resource's own policy.</summary>
    public NamedPolicy? ResourcePolicy { get; init; }

    /// <summary>Which rules hold for the resource's policy, also when it has none.</summary>
    public ResourcePolicyKind ResourcePolicyKind { get; init; }

    /// <summary>Service control policies from the organization's root down to the caller's account; empty when none are in play.</summary>
    public ImmutableArray<OrganizationLevel> ServiceControlPolicies { get; init; } = [];

    /// <summary>Resource control policies from the organization's root down to the resource's account; empty when none are in play.</summary>
    public ImmutableArray<OrganizationLevel> ResourceControlPolicies { get; init; } = [];

    /// <summary>Policies of the VPC endpoint the request came through; empty when it came otherwise.</summary>
    public ImmutableArray<NamedPolicy> EndpointPolicies { get; init; } = [];
}
