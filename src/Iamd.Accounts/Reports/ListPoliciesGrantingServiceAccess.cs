namespace Iamd.Accounts;

/// <summary>IAM <c>ListPoliciesGrantingServiceAccess</c>: which policies of an identity let it use which services.</summary>
/// <remarks>
/// IAM API Reference, "ListPoliciesGrantingServiceAccess": a user's own policies and its groups', a group's or a role's own; no
/// boundaries. Fails with InvalidInput or NoSuchEntity. Each service that was asked for comes once, in the order of the request
/// (recorded); all of them in one page, so there is no marker to come back with.
/// </remarks>
public static class ListPoliciesGrantingServiceAccess
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListPoliciesGrantingServiceAccessRequest, Iam.ListPoliciesGrantingServiceAccessResponse>(
            "iam", "ListPoliciesGrantingServiceAccess", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListPoliciesGrantingServiceAccessRequest request, Call call) =>
        [ReportedEntities.Access("iam:ListPoliciesGrantingServiceAccess", account, request.Arn, call.Caller)];

    private static Result<Iam.ListPoliciesGrantingServiceAccessResponse> Answer(
        Account account, Iam.ListPoliciesGrantingServiceAccessRequest request, Call call)
    {
        if (request.Marker is not null)
            return IamErrors.ValidationError("Invalid Marker.");
        if (!ReportedEntities.FindIdentity(account, request.Arn, call.Caller).TryGet(out Identity? identity, out AwsError? error))
            return error;
        string[] unknown = [.. request.ServiceNamespaces.Where(prefix => ReportedServices.Find(prefix) is null)];
        if (unknown.Length > 0)
            return IamErrors.InvalidInput($"Invalid service namespace: [{string.Join(", ", unknown)}]");

        Carried[] policies = [.. PoliciesOf(account, identity)];
        return new Iam.ListPoliciesGrantingServiceAccessResponse
        {
            PoliciesGrantingServiceAccess =
            [
                .. request.ServiceNamespaces.Distinct(StringComparer.Ordinal).Select(prefix => new Iam.ListPoliciesGrantingServiceAccessEntry
                {
                    ServiceNamespace = prefix,
                    Policies = [.. policies.Where(policy => ServiceGrants.Grants(policy.Document, ReportedServices.Find(prefix)!)).Select(policy => policy.Shape)], // None is unknown.
                }),
            ],
            IsTruncated = false,
        };
    }

    /// <summary>The policies of an identity, a user's groups' included; a managed policy comes once, however it is attached.</summary>
    private static IEnumerable<Carried> PoliciesOf(Account account, Identity identity)
    {
        Identity[] carriers = identity is User user ? [user, .. GroupOperations.Of(account, user)] : [identity];
        foreach (Identity carrier in carriers)
        {
            foreach ((string name, Document document) in carrier.InlinePolicies)
            {
                yield return new Carried(document.Policy, new Iam.PolicyGrantingServiceAccess
                {
                    PolicyName = name,
                    PolicyType = Iam.PolicyType.Inline,
                    EntityType = TypeOf(carrier),
                    EntityName = carrier.Name,
                });
            }
        }
        foreach (string arn in carriers.SelectMany(carrier => carrier.AttachedPolicies).Distinct(StringComparer.Ordinal))
        {
            if (ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source))
            {
                yield return new Carried(source.Compiled.Document, new Iam.PolicyGrantingServiceAccess
                {
                    PolicyName = arn[(arn.LastIndexOf('/') + 1)..],
                    PolicyType = Iam.PolicyType.Managed,
                    PolicyArn = arn,
                });
            }
        }
    }

    private static string TypeOf(Identity identity) => identity switch
    {
        User => Iam.PolicyOwnerEntityType.User,
        Group => Iam.PolicyOwnerEntityType.Group,
        _ => Iam.PolicyOwnerEntityType.Role,
    };

    /// <summary>A policy as the identity carries it.</summary>
    private sealed record Carried(PolicyDocument Document, Iam.PolicyGrantingServiceAccess Shape);
}
