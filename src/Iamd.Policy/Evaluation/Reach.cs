namespace Iamd.Policy;

/// <summary>How closely a resource-based policy names the caller; the closer, the less other policies limit what it grants.</summary>
/// <remarks>
/// IAM User Guide, "Determining whether a request is allowed or denied within an account", on resource-based policies,
/// and "AWS JSON policy elements: Principal".
/// </remarks>
internal enum Reach
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Its account, which is a delegation: the account's own policies decide.</summary>
    Account,

    /// <summary>
    /// The entity behind the session (the role of a role session, the user of a federated session): needs no identity-based
    /// policy, but boundary and session policies limit it.
    /// </summary>
    Entity,

    /// <summary>The caller itself, or everyone: no implicit deny of another policy limits it within the account.</summary>
    Direct,
}
