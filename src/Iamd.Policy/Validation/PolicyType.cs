namespace Iamd.Policy;

/// <summary>What a policy is stored as; each has its own rules.</summary>
public enum PolicyType
{
    /// <summary>An inline policy of a user, group or role.</summary>
    Identity,

    /// <summary>A customer managed policy: as an inline one, but only in the language's present version.</summary>
    Managed,

    /// <summary>A role's trust policy (<c>AssumeRolePolicyDocument</c>).</summary>
    Trust,

    /// <summary>A resource-based policy other than a trust policy.</summary>
    Resource,

    /// <summary>A managed policy used as a permissions boundary.</summary>
    PermissionsBoundary,

    /// <summary>A policy passed when a session is created.</summary>
    Session,

    /// <summary>A service control policy of an organization.</summary>
    ServiceControl,

    /// <summary>A resource control policy of an organization.</summary>
    ResourceControl,

    /// <summary>A VPC endpoint policy.</summary>
    Endpoint,
}
