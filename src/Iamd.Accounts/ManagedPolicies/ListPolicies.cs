namespace Iamd.Accounts;

/// <summary>IAM <c>ListPolicies</c>: the account's own policies, then AWS's, each by name.</summary>
/// <remarks>IAM API Reference, "ListPolicies". AWS managed policies that are no longer offered appear only where they are used.</remarks>
public static class ListPolicies
{
    // Markers tell the two lists apart.
    private const char Local = '0';
    private const char OfAws = '1';

    public static readonly Operation Operation = Operation.Read<Iam.ListPoliciesRequest, Iam.ListPoliciesResponse>(
        "iam",
        "ListPolicies",
        (_, request, _) => [new Access("iam:ListPolicies", "*") { ResourceLabel = $"policy path {request.PathPrefix ?? "/"}" }],
        Answer);

    private static Result<Iam.ListPoliciesResponse> Answer(Account account, Iam.ListPoliciesRequest request, Call call) =>
        Paging.Cut(
            after => After(account, request, after),
            item => item.Key,
            request.MaxItems,
            request.Marker,
            $"ListPolicies {request.Scope} {request.OnlyAttached} {request.PathPrefix} {request.PolicyUsageFilter}",
            call).TryGet(out Page<Item>? page, out AwsError? error)
            ? new Iam.ListPoliciesResponse
            {
                Policies = [.. page.Items.Select(item => item.Policy)],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;

    private static IEnumerable<Item> After(Account account, Iam.ListPoliciesRequest request, string? after)
    {
        IEnumerable<Item> policies = [];
        if (request.Scope != Iam.PolicyScopeType.Aws && (after is null || after[0] == Local))
            policies = account.ManagedPolicies.After(after?[1..]).Select(policy => new Item(Local + policy.Name, policy.ToListedShape(account)));
        if (request.Scope != Iam.PolicyScopeType.Local)
        {
            string? name = after?[0] == OfAws ? after[1..] : null;
            policies = policies.Concat(Catalog.ManagedPolicies.All
                .Where(policy => name is null || string.Compare(policy.Name, name, StringComparison.OrdinalIgnoreCase) > 0)
                .Select(policy => (policy.IsDeprecated, Item: new Item(OfAws + policy.Name, policy.ToListedShape(account))))
                .Where(policy => !policy.IsDeprecated || policy.Item.IsUsed)
                .Select(policy => policy.Item));
        }
        return policies.Where(item => IsWanted(item, request));
    }

    private static bool IsWanted(Item item, Iam.ListPoliciesRequest request)
    {
        bool isUsed = request.PolicyUsageFilter switch
        {
            Iam.PolicyUsageType.PermissionsPolicy => item.Policy.AttachmentCount > 0,
            Iam.PolicyUsageType.PermissionsBoundary => item.Policy.PermissionsBoundaryUsageCount > 0,
            _ => item.IsUsed,
        };
        bool mustBeUsed = request.OnlyAttached == true || request.PolicyUsageFilter is not null;
        return (isUsed || !mustBeUsed) && (item.Policy.Path ?? "/").StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal);
    }

    private sealed record Item(string Key, Iam.Policy Policy)
    {
        public bool IsUsed => Policy is not { AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 };
    }
}
