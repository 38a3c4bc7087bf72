namespace Iamd.Accounts;

/// <summary>AWS's managed policies as an account uses them.</summary>
internal static class AwsManagedPolicies
{
    /// <summary>Those that are attached to an identity or are somebody's boundary, sorted by name.</summary>
    public static IReadOnlyList<Catalog.ManagedPolicy> InUse(Account account) =>
        [.. account.Users.SelectMany(Arns)
            .Concat(account.Groups.SelectMany(Arns))
            .Concat(account.Roles.SelectMany(Arns))
            .Distinct(StringComparer.Ordinal)
            .Select(arn => Catalog.ManagedPolicies.TryFind(arn, out Catalog.ManagedPolicy? policy) ? policy : null)
            .OfType<Catalog.ManagedPolicy>()
            .OrderBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> Arns(Identity identity) =>
        identity is PrincipalIdentity { PermissionsBoundary: string boundary }
            ? identity.AttachedPolicies.Append(boundary)
            : identity.AttachedPolicies;
}
