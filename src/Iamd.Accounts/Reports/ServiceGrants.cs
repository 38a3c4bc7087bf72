namespace Iamd.Accounts;

/// <summary>Whether a policy, looked at alone, grants anything of a service.</summary>
/// <remarks>
/// IAM API Reference, "ListPoliciesGrantingServiceAccess". What the reference leaves open follows recorded answers: an unknown
/// action of a known service grants; conditions are not looked into, so a conditional Allow grants and a conditional Deny takes
/// nothing away; a Deny takes a service away only as a whole, with all its actions on <c>"*"</c>; a resource of another
/// service grants nothing.
/// </remarks>
internal static class ServiceGrants
{
    public static bool Grants(PolicyDocument policy, Catalog.Service service) =>
        policy.Statements.Any(statement => statement.Effect == Effect.Allow && Reaches(statement, service))
        && !policy.Statements.Any(statement => statement.Effect == Effect.Deny && DeniesWhole(statement, service));

    private static bool Reaches(Statement statement, Catalog.Service service)
    {
        bool actionsReach = statement.Action.IsNot
            ? !statement.Action.Patterns.Any(pattern => IsWhole(pattern, service))
            : statement.Action.Patterns.Any(pattern => IsEverything(pattern) || IsOf(pattern, service));
        if (!actionsReach || statement.Resource is not MatchElement resource)
            return false;
        return resource.IsNot
            ? !resource.Patterns.Any(IsEverything)
            : resource.Patterns.Any(pattern => CanName(pattern, service));
    }

    private static bool DeniesWhole(Statement statement, Catalog.Service service) =>
        statement.Conditions.IsEmpty
        && statement.Action is { IsNot: false } action && action.Patterns.Any(pattern => IsWhole(pattern, service))
        && statement.Resource is { IsNot: false } resource && resource.Patterns.Any(IsEverything);

    private static bool IsEverything(string pattern) => !pattern.AsSpan().ContainsAnyExcept('*');

    private static bool IsOf(string actionPattern, Catalog.Service service) =>
        actionPattern.Length > service.Prefix.Length
        && actionPattern[service.Prefix.Length] == ':'
        && actionPattern.StartsWith(service.Prefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsWhole(string actionPattern, Catalog.Service service) =>
        IsEverything(actionPattern)
        || (IsOf(actionPattern, service) && IsEverything(actionPattern[(service.Prefix.Length + 1)..]));

    /// <summary>Whether resources of the service have ARNs that begin as the pattern does.</summary>
    private static bool CanName(string resourcePattern, Catalog.Service service)
    {
        string[] segments = resourcePattern.Split(':');
        if (segments.Length <= ServiceSegment || segments[ServiceSegment].AsSpan().ContainsAny('*', '?'))
            return true; // A wildcard stands for any service.
        string named = segments[ServiceSegment];
        return string.Equals(named, service.Prefix, StringComparison.Ordinal)
            || service.ResourceTypes.Any(type => type.ArnPatterns.Any(arn => string.Equals(arn.Split(':')[ServiceSegment], named, StringComparison.Ordinal)));
    }

    /// <summary>Place of the service in an ARN: <c>arn:partition:service:…</c>.</summary>
    private const int ServiceSegment = 2;
}
