namespace Iamd.Policy;

/// <summary>Tells from action and resource which rules hold for the resource's policy.</summary>
public static class ResourcePolicyKinds
{
    /// <summary>
    /// <see cref="ResourcePolicyKind.RoleTrust"/> for STS actions on a role, <see cref="ResourcePolicyKind.KmsKey"/> for KMS
    /// actions on a key, else <see cref="ResourcePolicyKind.Ordinary"/>.
    /// </summary>
    public static ResourcePolicyKind For(string action, string resource)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(resource);
        if (!Arn.TryParse(resource, out Arn? arn))
            return ResourcePolicyKind.Ordinary;
        if (action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase)
            && arn.Service is "iam"
            && arn.Resource.StartsWith("role/", StringComparison.Ordinal))
            return ResourcePolicyKind.RoleTrust;
        return action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase)
            && arn.Service is "kms"
            && arn.Resource.StartsWith("key/", StringComparison.Ordinal)
                ? ResourcePolicyKind.KmsKey
                : ResourcePolicyKind.Ordinary;
    }
}
